using Odagrun.Handover;
using Odagrun.Oci.Registry;
using Odagrun.Oci.Relaying;

namespace Odagrun.Executor.Control;

/// <summary>
/// What a job's commands may do in the cluster's registry: write in the project's own part, read all but the runner's own stores.
/// In other registries their own logins decide.
/// </summary>
internal sealed class ControlRules(EnvelopeRegistry registry) : IRelayRules
{
    private readonly string _host = Host(registry.Host);

    public RegistryCredentials Credentials { get; } =
        new(registry.Logins.Select(login => new RegistryLogin(login.Registry, login.Username, login.Password)));

    public string? Refuse(string registryName, string repository, RelayAction action)
    {
        if (Host(registryName) != _host || registry.IsOwn(repository))
        {
            return null;
        }

        if (action == RelayAction.Write)
        {
            return registry.ProjectRepository is { } project
                ? $"writing to {registry.Host}/{repository} is refused: in the cluster's registry this project's images lie in {registry.Host}/{project} and below it; choose a name there (--ISR, or --ISR=NAME)"
                : $"writing to {registry.Host}/{repository} is refused: the project's path makes no name of a repository, so it has none in the cluster's registry; push to another registry";
        }

        return IsWithin(repository, registry.Repository) && !IsWithin(repository, registry.ProjectsRepository)
            ? $"reading {registry.Host}/{repository} is refused: it is the runner's own store, which holds other projects' work; name the original image"
            : null;
    }

    private static bool IsWithin(string repository, string parent) =>
        repository == parent || repository.StartsWith(parent + "/", StringComparison.Ordinal);

    private static string Host(string name) => name.ToLowerInvariant();
}
