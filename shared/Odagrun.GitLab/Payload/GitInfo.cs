using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary>What to check out (<c>git_info</c>).</summary>
public sealed record GitInfo
{
    /// <summary>URL with <c>gitlab-ci-token:TOKEN@</c>.</summary>
    [JsonPropertyName("repo_url")]
    public string? RepoUrl { get; init; }

    /// <summary><c>sha1</c> or <c>sha256</c>.</summary>
    [JsonPropertyName("repo_object_format")]
    public string? RepoObjectFormat { get; init; }

    /// <summary>Branch or tag name.</summary>
    [JsonPropertyName("ref")]
    public string? Ref { get; init; }

    /// <summary>The commit.</summary>
    [JsonPropertyName("sha")]
    public string? Sha { get; init; }

    /// <summary>The commit before.</summary>
    [JsonPropertyName("before_sha")]
    public string? BeforeSha { get; init; }

    /// <summary><c>branch</c> or <c>tag</c>.</summary>
    [JsonPropertyName("ref_type")]
    public string? RefType { get; init; }

    /// <summary>What to fetch.</summary>
    [JsonPropertyName("refspecs")]
    public IReadOnlyList<string>? Refspecs { get; init; }

    /// <summary>0 = the whole history.</summary>
    [JsonPropertyName("depth")]
    public int? Depth { get; init; }

    /// <summary>Whether the ref is protected; null on old servers.</summary>
    [JsonPropertyName("protected")]
    public bool? Protected { get; init; }

    /// <summary>Names it without its secrets.</summary>
    public override string ToString() => $"{Ref} {Sha}";
}
