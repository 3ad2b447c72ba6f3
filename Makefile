# Odagrun.Functions: `make demo` shows a pipeline, `make test` runs everything. Both install what they need.
SHELL := /bin/bash
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1
export MSBUILDDISABLENODEREUSE := 1

.DEFAULT_GOAL := help

.PHONY: help demo demo-cluster test test-cluster bench bench-cluster lint executor host func-app cli images deploy-func clean
.PHONY: images-named deploy-named native-app for-arm64

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 15

demo: executor host ## a real pipeline, from pending to green, on this machine
	@tests/tools/install.sh build run demo
	@tests/demo/run.sh

demo-cluster: executor host ## the same in a real Kubernetes: KUBECONFIG's, else one that it starts (root)
	@tests/tools/install.sh build run demo cluster
	@tests/demo/run.sh --cluster

test: executor host ## every test; ends with N passed, N failed, N skipped
	@tests/tools/install.sh build run test browser
	@tests/run.sh $(ARGS)

test-cluster: executor host ## the tests in a real Kubernetes: KUBECONFIG's, else one that it starts (root)
	@tests/tools/install.sh build run test cluster
	@tests/run.sh --cluster $(ARGS)

bench: executor host ## figures beside those of the peers, as tables
	@tests/tools/install.sh build run test demo bench
	@dotnet run --project tests/bench/Odagrun.Bench -c Release -- $(ARGS)

bench-cluster: executor host ## figures of jobs in a real Kubernetes, beside bare pods and plain Jobs (root)
	@tests/tools/install.sh build run test cluster
	@dotnet run --project tests/bench/Odagrun.Bench -c Release -- cluster

lint: ## formatting, analyzers, scripts
	@tests/tools/install.sh build
	@tests/lint.sh

executor: ## the executor layer that goes into every job's image (out/executor-layer)
	@tests/tools/install.sh build
	@executor/build-layer.sh

host: ## the functions' own host, native (out/host)
	@tests/tools/install.sh build
	@functions/build-host.sh

native-app: host
	@functions/lay-out-app.sh

func-app: native-app ## function apps that 'func start' runs: out/func-app (native handler), out/func-app-isolated (worker)
	@functions/lay-out-isolated.sh

cli: ## odagrun (register, doctor, sweep), native (out/cli)
	@tests/tools/install.sh build
	@functions/build-cli.sh

images: images-named executor host $(if $(BASE),native-app) $(if $(ARM64),for-arm64) ## our images, into REGISTRY=host/prefix [TAG=…] [BASE=…] [ARM64=1], without Docker
	@functions/build-images.sh "$(REGISTRY)" "$(or $(TAG),latest)" "$(BASE)"

deploy-func: deploy-named cli func-app ## 'func kubernetes deploy', corrected: REGISTRY=… GITLAB=… PROJECT=… [APPLY=1]
	@functions/deploy-func.sh "$(REGISTRY)" "$(GITLAB)" "$(PROJECT)" $(ARGS)

# Asked first: what is missing shall not be told after minutes of building.
images-named:
	@functions/build-images.sh --check "$(REGISTRY)"

for-arm64:
	@tests/tools/install.sh arm64
	@executor/build-layer.sh arm64
	@functions/build-host.sh arm64

deploy-named:
	@functions/deploy-func.sh --check "$(REGISTRY)" "$(GITLAB)" "$(PROJECT)"

clean: ## removes what was built here; the cache of tools stays
	rm -rf out
	find . -name bin -o -name obj | grep -v node_modules | xargs -r rm -rf
