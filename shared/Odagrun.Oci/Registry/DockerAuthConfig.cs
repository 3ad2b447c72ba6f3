using System.Text;
using System.Text.Json;

namespace Odagrun.Oci.Registry;

/// <summary>Reads the <c>auths</c> of Docker's <c>config.json</c>, the form of GitLab's variable <c>DOCKER_AUTH_CONFIG</c>.</summary>
public static class DockerAuthConfig
{
    /// <summary>The logins in their order; entries without a password (held by a credential helper) are left out.</summary>
    /// <exception cref="FormatException">The text is not JSON of that form; the message quotes nothing of it.</exception>
    public static IReadOnlyList<RegistryLogin> Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var logins = new List<RegistryLogin>();
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("auths", out var auths)
                && auths.ValueKind == JsonValueKind.Object)
            {
                logins.AddRange(auths.EnumerateObject().Select(Read).OfType<RegistryLogin>());
            }

            return logins;
        }
        catch (JsonException e)
        {
            throw new FormatException(
                $"the registry logins (DOCKER_AUTH_CONFIG) are not valid JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine}", e);
        }
    }

    private static RegistryLogin? Read(JsonProperty entry)
    {
        if (entry.Value.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"the registry logins (DOCKER_AUTH_CONFIG): the entry '{entry.Name}' is no object");
        }

        var registry = RegistryHost.Normalize(entry.Name);
        if (Text(entry.Value, "identitytoken") is { Length: > 0 } token)
        {
            return new RegistryLogin(registry, RegistryLogin.TokenUser, token);
        }

        if (Text(entry.Value, "auth") is { Length: > 0 } auth)
        {
            return Decode(entry.Name, registry, auth);
        }

        return Text(entry.Value, "username") is { Length: > 0 } user && Text(entry.Value, "password") is { } password
            ? new RegistryLogin(registry, user, password)
            : null;
    }

    private static RegistryLogin Decode(string name, string registry, string auth)
    {
        var bytes = new byte[auth.Length];
        var text = Convert.TryFromBase64String(auth, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            ? new RegistryLogin(registry, text[..colon], text[(colon + 1)..].TrimEnd('\0'))
            : throw new FormatException(
                $"the registry logins (DOCKER_AUTH_CONFIG): 'auth' of '{name}' is not the base64 form of user:password");
    }

    private static string? Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
