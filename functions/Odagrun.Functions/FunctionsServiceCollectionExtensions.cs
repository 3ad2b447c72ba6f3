using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Odagrun.Caches.Finding;
using Odagrun.Caches.Removing;
using Odagrun.Functions.Caching;
using Odagrun.Functions.Ending;
using Odagrun.Functions.Following;
using Odagrun.Functions.KeepingAlive;
using Odagrun.Functions.Polling;
using Odagrun.Functions.Preparing;
using Odagrun.Functions.Reconciling;
using Odagrun.Functions.Starting;
using Odagrun.Functions.Sweeping;
using Odagrun.Functions.Telling;
using Odagrun.Functions.Tickets;
using Odagrun.Jobs;
using Odagrun.Jobs.Settings;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions;

/// <summary>What this library adds to a host.</summary>
internal static class FunctionsServiceCollectionExtensions
{
    /// <summary>The five functions. Store, queues, runner API, composer and pod launcher are the host's choice.</summary>
    public static IServiceCollection AddFunctions(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSection(CachesOptions.Section, CachesReader.Read)
            .AddSingleton<CacheFinder>()
            .AddSingleton<JobCaches>()
            .AddSingleton(provider => Removal(
                provider.GetRequiredService<IRegistryClient>(), provider.GetRequiredService<IOptions<RegistryOptions>>().Value))
            .AddSingleton<UsageMarks>()
            .AddSingleton<RegistrySweep>()
            .AddSingleton<SweepTimer>()
            .AddSingleton<Runners>()
            .AddSingleton<RoomSignal>()
            .AddSingleton<TwoPhaseAnswers>()
            .AddSingleton<KeepAlive>()
            .AddSingleton<LogAppend>()
            .AddSingleton<JobNotes>()
            .AddSingleton<FailureReport>()
            .AddSingleton<JobEnding>()
            .AddSingleton<Handoff>()
            .AddSingleton<TicketGate>()
            .AddSingleton<StoreHealth>()
            .AddSingleton<JobRoom>()
            .AddSingleton<JobIntake>()
            .AddSingleton<UntakenJobs>()
            .AddSingleton<ExecutorLayer>()
            .AddSingleton<ImageComposition>()
            .AddSingleton<JobPreparation>()
            .AddSingleton<ITicketFunction, PrepareJob>()
            .AddSingleton<ITicketFunction, StartJob>()
            .AddSingleton<ITicketFunction, FollowJob>()
            .AddSingleton<TicketRunner>()
            .AddSingleton<PollGitLab>()
            .AddSingleton<Reconcile>();
    }

    private static StoredRemoval Removal(IRegistryClient client, RegistryOptions registry) =>
        new(client, registry.Host, registry.Logins, RegistryAccess.ImageApi(registry));
}
