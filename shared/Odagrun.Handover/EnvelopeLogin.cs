using System.Text.Json.Serialization;

namespace Odagrun.Handover;

/// <summary>A login of one registry.</summary>
public sealed record EnvelopeLogin
{
    /// <summary>Host, with port.</summary>
    [JsonPropertyName("registry")]
    public required string Registry { get; init; }

    /// <summary>User name.</summary>
    [JsonPropertyName("username")]
    public required string Username { get; init; }

    /// <summary>Password or token.</summary>
    [JsonPropertyName("password")]
    public required string Password { get; init; }

    /// <summary>It is the runner's own, and not the job's: what it opens is not for the job to choose.</summary>
    [JsonPropertyName("ofRunner")]
    public bool IsOfRunner { get; init; }

    /// <summary>Host and user; never the password.</summary>
    public override string ToString() => $"{Username}@{Registry}";
}
