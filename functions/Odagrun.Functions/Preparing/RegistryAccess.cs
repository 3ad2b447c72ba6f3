using System.Security.Cryptography;
using System.Text;
using Odagrun.GitLab.Payload;
using Odagrun.Handover;
using Odagrun.Jobs.Settings;
using Odagrun.Oci.References;

namespace Odagrun.Functions.Preparing;

/// <summary>What a job's executor may know and use of the registries.</summary>
internal static class RegistryAccess
{
    /// <exception cref="FormatException">DOCKER_AUTH_CONFIG is not of Docker's form.</exception>
    public static EnvelopeRegistry Of(JobPayload payload, RegistryOptions registry) => new()
    {
        Host = registry.Host,
        Insecure = [.. registry.Insecure ? [registry.Host] : Array.Empty<string>(), .. registry.InsecureRegistries],
        Repository = registry.Repository,
        ProjectsRepository = ProjectsRepository(registry),
        ProjectRepository = ProjectRepository(ProjectPath(payload), registry),
        ImageApi = ImageApi(registry),
        Logins =
        [
            .. JobCredentials.OfJob(payload)
                .Select(login => new EnvelopeLogin { Registry = login.Registry, Username = login.Username, Password = login.Password }),
            .. registry.Logins.Select(login =>
                new EnvelopeLogin { Registry = login.Registry, Username = login.Username, Password = login.Password, IsOfRunner = true }),
        ],
    };

    /// <summary>OpenShift's image API; null: the registry has none beside it.</summary>
    public static EnvelopeImageApi? ImageApi(RegistryOptions registry) => registry.ImageApi is not { } api ? null : new EnvelopeImageApi
    {
        Url = api,
        Authorities = File.Exists(registry.ImageApiAuthorities) ? File.ReadAllText(registry.ImageApiAuthorities) : null,
    };

    /// <summary>
    /// The payload with the variable by which <c>image:</c> names what the project has pushed; the last of its name, so that nobody
    /// replaces it.
    /// </summary>
    public static JobPayload AddVariable(JobPayload payload, RegistryOptions registry) =>
        ProjectRepository(ProjectPath(payload), registry) is { } repository
            ? payload with
            {
                Variables = [.. payload.Variables ?? [],
                    new JobVariable { Key = EnvelopeRegistry.ImageVariable, Value = $"{registry.Host}/{repository}" }],
            }
            : payload;

    /// <summary>
    /// An image of the project's own by the name that it has in the registry: with image streams another than the one that is written.
    /// </summary>
    public static ImageChoice Place(ImageChoice choice, JobPayload payload, RegistryOptions registry) =>
        registry.ImageApi is not null && choice.Base is { } image && image.Registry == registry.Host
            && ProjectRepository(ProjectPath(payload), registry) is { } own
            ? choice with { Base = image with { Repository = StreamNames.Place(own, image.Repository) } }
            : choice;

    // The payload's own field; servers that have none send the variable before any of the user's, and the first one is theirs.
    private static string? ProjectPath(JobPayload payload) => payload.JobInfo?.ProjectFullPath is { Length: > 0 } path
        ? path
        : payload.Variables?.FirstOrDefault(variable => variable.Key == "CI_PROJECT_PATH")?.Value;

    // In lower case, as GitLab's own registry has it; paths there differ in more than case.
    private static string? ProjectRepository(string? projectPath, RegistryOptions registry)
    {
        var path = projectPath?.ToLowerInvariant() ?? "";
        var name = $"{ProjectsRepository(registry)}/{(registry.ImageApi is null ? path : StreamName(path))}";
        return projectPath is { Length: > 0 } && ImageReference.TryParse($"localhost/{name}", out var image) && image.Repository == name
            ? name
            : null;
    }

    // A stream's name has one part, and paths must not meet that differ in a slash only: group/a-b, group/a/b.
    private static string StreamName(string path) =>
        $"{string.Join('-', path.Split('/').Reverse())}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..8]}";

    private static string ProjectsRepository(RegistryOptions registry) => registry.ProjectRepository ?? registry.Repository + "/projects";
}
