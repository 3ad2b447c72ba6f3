using Odagrun.GitLab.Http;

namespace Odagrun.Jobs.Settings;

/// <summary>One registered runner.</summary>
public sealed record RunnerOptions
{
    /// <summary>Its name here; part of every job's name. Lower case letters, digits, inner dashes; at most 30.</summary>
    public required string Name { get; init; }

    /// <summary>GitLab's address.</summary>
    public required Uri Url { get; init; }

    /// <summary>The runner authentication token (<c>glrt-…</c>).</summary>
    public required string Token { get; init; }

    /// <summary>The file the token was read from; null: it stands in the settings. A token that ends is renewed in it.</summary>
    public string? TokenFile { get; init; }

    /// <summary>
    /// Authorities and client certificate for TLS with this GitLab (<c>CaFile</c>, <c>CertFile</c>, <c>KeyFile</c>); null: none are set.
    /// </summary>
    public ServerTls? Tls { get; init; }

    /// <summary>How many jobs it has at most, waiting and running.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>How many job requests it has open at most.</summary>
    public int RequestConcurrency { get; init; } = 4;

    /// <summary>How long it waits after an empty answer that came at once.</summary>
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>GitLab's <c>system_id</c>; null: one is made and kept in the jobs directory.</summary>
    public string? SystemId { get; init; }

    /// <summary>Name and address; never the token.</summary>
    public override string ToString() => $"{Name} at {Url}";
}
