using Odagrun.GitLab.Payload;
using Odagrun.Jobs.Settings;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Preparing;

/// <summary>A job's registry logins: the payload's own first, then DOCKER_AUTH_CONFIG, then the configured ones.</summary>
internal static class JobCredentials
{
    /// <exception cref="FormatException">DOCKER_AUTH_CONFIG is not of Docker's form; the message quotes nothing of it.</exception>
    public static RegistryCredentials Of(JobPayload payload, RegistryOptions registry)
    {
        var own = (payload.Credentials ?? [])
            .Where(login => login is { Type: "registry", Url.Length: > 0, Username: not null })
            .Select(login => new RegistryLogin(login.Url!, login.Username!, login.Password ?? ""));
        var variable = payload.Variables?.LastOrDefault(variable => variable.Key == "DOCKER_AUTH_CONFIG")?.Value;
        var written = string.IsNullOrWhiteSpace(variable) ? [] : DockerAuthConfig.Parse(variable);
        return new RegistryCredentials([.. own, .. written, .. registry.Logins]);
    }
}
