using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Images.Publishing;

/// <summary>
/// The logins that 'docker login' and its like keep: <c>$DOCKER_CONFIG/config.json</c>, else <c>~/.docker/config.json</c>.
/// </summary>
internal static class DockerLogins
{
    public static RegistryCredentials Read()
    {
        var directory = Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } configured
            ? configured
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");
        var file = Path.Combine(directory, "config.json");
        return File.Exists(file) ? new RegistryCredentials(DockerAuthConfig.Parse(File.ReadAllText(file))) : RegistryCredentials.Anonymous;
    }
}
