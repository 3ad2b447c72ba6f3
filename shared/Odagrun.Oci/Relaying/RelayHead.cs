using System.Text.Json.Serialization;

namespace Odagrun.Oci.Relaying;

/// <summary>A registry's request, as it is handed to the process that has the logins.</summary>
public sealed record RelayHead
{
    /// <summary>The registry, as image references name it.</summary>
    [JsonPropertyName("registry")]
    public required string Registry { get; init; }

    /// <summary>The repository that the request is about.</summary>
    [JsonPropertyName("repository")]
    public required string Repository { get; init; }

    /// <summary>GET, HEAD, POST, PATCH, PUT or DELETE.</summary>
    [JsonPropertyName("method")]
    public required string Method { get; init; }

    /// <summary>The whole address.</summary>
    [JsonPropertyName("url")]
    public required Uri Url { get; init; }

    /// <summary>Headers that matter: Accept, Content-Type, Content-Range, Range.</summary>
    [JsonPropertyName("headers")]
    public IReadOnlyDictionary<string, string> Headers { get; set; } = new Dictionary<string, string>();

    /// <summary>Bytes of the body, which follows in frames; null: there is none.</summary>
    [JsonPropertyName("length")]
    public long? Length { get; init; }

    /// <summary>Whether the request may be waited for only so long; parts of an upload take their time.</summary>
    [JsonPropertyName("replayable")]
    public bool IsReplayable { get; init; }

    /// <summary>A login given with the command (<c>--credentials</c>); null: the one that is known for the registry.</summary>
    [JsonPropertyName("username")]
    public string? Username { get; init; }

    /// <summary>Its password.</summary>
    [JsonPropertyName("password")]
    public string? Password { get; init; }

    /// <summary>Method and repository; never the login.</summary>
    public override string ToString() => $"{Method} {Registry}/{Repository}";
}
