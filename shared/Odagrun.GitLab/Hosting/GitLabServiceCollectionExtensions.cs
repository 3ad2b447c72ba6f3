using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Odagrun.GitLab.Hosting;

/// <summary>Registers GitLab's runner API.</summary>
public static class GitLabServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="Api.IRunnerApi"/> and <see cref="Trace.IJobTraceFactory"/>, and the system's clock where none is registered.
    /// </summary>
    public static IServiceCollection AddGitLabRunnerApi(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(
            provider => GitLabClients.Create(provider.GetRequiredService<TimeProvider>(), provider.GetService<ILoggerFactory>()));
        services.TryAddSingleton(provider => provider.GetRequiredService<GitLabClients>().Api);
        services.TryAddSingleton(provider => provider.GetRequiredService<GitLabClients>().Traces);
        return services;
    }
}
