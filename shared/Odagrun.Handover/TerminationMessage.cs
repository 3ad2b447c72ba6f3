using System.Text.Json.Serialization;

namespace Odagrun.Handover;

/// <summary>
/// What the executor leaves for FollowJob when it ends (Kubernetes' termination message, at most 4096 bytes): whether GitLab
/// has the final state already, and what it is.
/// </summary>
public sealed record TerminationMessage
{
    /// <summary>GitLab has taken the final state, or said that the job is over: nothing more is to be reported.</summary>
    [JsonPropertyName("reported")]
    public required bool Reported { get; init; }

    /// <summary><c>success</c> or <c>failed</c>.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary>The name of a <see cref="Odagrun.GitLab.Api.FailureReason"/>, for failed jobs.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    /// <summary>The script's exit code.</summary>
    [JsonPropertyName("exitCode")]
    public int ExitCode { get; init; }

    /// <summary>One sentence for people, without secrets.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; init; }

    /// <summary>Milliseconds by phase (git, artifacts, script, upload …).</summary>
    [JsonPropertyName("phases")]
    public IReadOnlyDictionary<string, long>? Phases { get; init; }
}
