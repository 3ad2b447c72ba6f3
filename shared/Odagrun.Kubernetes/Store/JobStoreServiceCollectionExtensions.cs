using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Odagrun.Jobs.Store;
using Odagrun.Kubernetes.Api;

namespace Odagrun.Kubernetes.Store;

/// <summary>The job store that this library adds to an application.</summary>
public static class JobStoreServiceCollectionExtensions
{
    /// <summary>The job store in Secrets, and the journal in the log.</summary>
    public static IServiceCollection AddSecretJobStore(this IServiceCollection services)
    {
        services.TryAddSingleton<ClusterConnection>();
        return services
            .AddSingleton<JobSecrets>()
            .AddSingleton<IJobStore, SecretJobStore>()
            .AddSingleton<IJobJournal, LogJournal>();
    }
}
