# The function app for those who build with Docker, as after 'func init --docker'. Run 'make func-app' first: docker build .
FROM mcr.microsoft.com/azure-functions/dotnet:4
COPY out/func-app /home/site/wwwroot
ENV AzureWebJobsScriptRoot=/home/site/wwwroot \
    AzureFunctionsJobHost__Logging__Console__IsEnabled=true \
    AzureWebJobsSecretStorageType=files \
    FUNCTIONS_WORKER_RUNTIME=custom \
    ASPNETCORE_URLS=http://+:8080 \
    DOTNET_EnableDiagnostics=0 \
    Odagrun__Executor__LayerDirectory=/home/site/wwwroot/executor-layer
# Not root: Pod Security "restricted" asks for it.
USER 10001:0
