using System.Text;
using Odagrun.GitLab.Payload;
using Odagrun.Jobs.Settings;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Preparing;

/// <summary>
/// A job's registry logins: the payload's own first, then DOCKER_AUTH_CONFIG and DOCKER_CREDENTIALS, then the configured ones.
/// </summary>
internal static class JobCredentials
{
    private const string Hub = "docker.io";

    /// <exception cref="FormatException">DOCKER_AUTH_CONFIG is not of Docker's form; the message quotes nothing of it.</exception>
    public static RegistryCredentials Of(JobPayload payload, RegistryOptions registry) => new([.. OfJob(payload), .. registry.Logins]);

    /// <summary>Those that the job brings itself.</summary>
    /// <exception cref="FormatException">As above.</exception>
    public static IReadOnlyList<RegistryLogin> OfJob(JobPayload payload)
    {
        var own = (payload.Credentials ?? [])
            .Where(login => login is { Type: "registry", Url.Length: > 0, Username: not null })
            .Select(login => new RegistryLogin(login.Url!, login.Username!, login.Password ?? ""));
        var variable = Variable(payload, "DOCKER_AUTH_CONFIG");
        var written = string.IsNullOrWhiteSpace(variable) ? [] : DockerAuthConfig.Parse(variable);
        return [.. own, .. written, .. HubLogin(Variable(payload, "DOCKER_CREDENTIALS"))];
    }

    // Docker Hub's, as the original has it: base64 of user:password. What is none is said by the command that needs it.
    private static IEnumerable<RegistryLogin> HubLogin(string? text)
    {
        var bytes = new byte[text?.Length ?? 0];
        if (text is not null && Convert.TryFromBase64String(text.Trim(), bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).TrimEnd('\n').Split(':', 2) is [{ Length: > 0 } user, var password])
        {
            yield return new RegistryLogin(Hub, user, password);
        }
    }

    private static string? Variable(JobPayload payload, string name) =>
        payload.Variables?.LastOrDefault(variable => variable.Key == name)?.Value;
}
