using Azure.Storage.Queues;
using Odagrun.Jobs.Settings;

namespace Odagrun.Jobs.Queues;

/// <summary>Opens the configured storage account: by connection string, or without a key by the pod's workload identity.</summary>
public static class QueueServices
{
    /// <summary>The client; nothing is asked yet.</summary>
    /// <exception cref="InvalidOperationException">There is no identity here; the message says which variables are missing.</exception>
    public static QueueServiceClient Open(QueuesOptions options, QueueClientOptions client) => options.ServiceUri is { } address
        ? new QueueServiceClient(address, new WorkloadIdentityCredential(WorkloadIdentity.OfThisPod(), TimeProvider.System), client)
        : new QueueServiceClient(options.ConnectionString, client);
}
