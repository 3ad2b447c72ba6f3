namespace Odagrun.Jobs.Queues;

/// <summary>
/// Who a pod is to Entra ID, as Azure's workload identity webhook tells it: tenant, client, and a file with a service-account token.
/// </summary>
internal sealed record WorkloadIdentity(Uri Authority, string Tenant, string Client, string TokenFile)
{
    /// <exception cref="InvalidOperationException">A variable is missing.</exception>
    public static WorkloadIdentity OfThisPod() => new(
        new Uri(Environment.GetEnvironmentVariable("AZURE_AUTHORITY_HOST") is { Length: > 0 } authority
            ? authority
            : "https://login.microsoftonline.com/"),
        Variable("AZURE_TENANT_ID"),
        Variable("AZURE_CLIENT_ID"),
        Variable("AZURE_FEDERATED_TOKEN_FILE"));

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException(
            $"The storage account is named without a key, and {name} is not set: label the pod azure.workload.identity/use=true and its service account as Azure's workload identity wants it, or give a connection string");
}
