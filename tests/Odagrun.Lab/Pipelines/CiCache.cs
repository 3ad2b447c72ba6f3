namespace Odagrun.Lab.Pipelines;

/// <summary>One <c>cache:</c> entry.</summary>
internal sealed record CiCache(string Key)
{
    public bool Untracked { get; init; }

    public bool Unprotect { get; init; }

    public string Policy { get; init; } = "pull-push";

    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Files whose last commits make the key.</summary>
    public IReadOnlyList<string> KeyFiles { get; init; } = [];

    public string? KeyPrefix { get; init; }

    public string When { get; init; } = "on_success";

    public IReadOnlyList<string> FallbackKeys { get; init; } = [];
}
