# The function app for those who build with Docker, as after 'func init --docker'. Run 'make executor func-app' first: docker build .
FROM mcr.microsoft.com/azure-functions/dotnet:4
COPY out/func-app /home/site/wwwroot
COPY out/executor-layer/layer.json out/executor-layer/layer.tar.gz /home/site/wwwroot/executor-layer/
ENV AzureWebJobsScriptRoot=/home/site/wwwroot \
    AzureFunctionsJobHost__Logging__Console__IsEnabled=true \
    AzureWebJobsSecretStorageType=files \
    FUNCTIONS_WORKER_RUNTIME=custom \
    ASPNETCORE_URLS=http://+:8080 \
    DOTNET_EnableDiagnostics=0 \
    Odagrun__Executor__LayerDirectory=/home/site/wwwroot/executor-layer
# Not root: Pod Security "restricted" asks for it.
USER 10001:0
