using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Odagrun.Executor.Jobs;
using Odagrun.Handover;
using Odagrun.Oci.Registry;
using Odagrun.Oci.Relaying;

namespace Odagrun.Executor.Control;

/// <summary>What the first process does for the script's commands. The registry client is made when the first of them asks.</summary>
internal sealed class ControlService(JobSession session, EnvelopeRegistry registry) : IDisposable
{
    private readonly Lazy<ServiceProvider> _services = new(() => CreateServices(registry));

    private readonly Lazy<StreamService> _streams = new(() => new StreamService(registry, new ControlRules(registry)));

    internal IRelayRules Rules { get; } = new ControlRules(registry);

    internal StreamService Streams => _streams.Value;

    internal IRegistryRelay Relay => _services.Value.GetRequiredService<IRegistryRelay>();

    internal JobFacts Describe(FactsQuery query)
    {
        var users = new Dictionary<string, string>();
        foreach (var login in registry.Logins)
        {
            users.TryAdd(login.Registry, login.Username);
        }

        var committed = Committed();
        return new JobFacts
        {
            Registry = registry.Host,
            Insecure = registry.Insecure,
            ProjectRepository = registry.ProjectRepository,
            HasStreams = registry.ImageApi is not null,
            GitLabImage = session.Variables["CI_REGISTRY_IMAGE"],
            Users = users,
            Committed = committed,
            Labels = JobLabels.Of(session, query.Reference, query.Created ?? committed, withoutRun: query.Created is not null),
        };
    }

    public void Dispose()
    {
        if (_services.IsValueCreated)
        {
            _services.Value.Dispose();
        }

        if (_streams.IsValueCreated)
        {
            _streams.Value.Dispose();
        }
    }

    private static ServiceProvider CreateServices(EnvelopeRegistry registry) => new ServiceCollection()
        .AddRegistryRelay()
        .Configure<RegistryClientOptions>(options =>
        {
            // The commands try again themselves.
            options.Retries = 0;
            options.InsecureRegistries = [.. registry.Insecure];
        })
        .BuildServiceProvider();

    private long? Committed() =>
        DateTimeOffset.TryParse(
            session.Variables["CI_COMMIT_TIMESTAMP"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeSeconds()
            : null;
}
