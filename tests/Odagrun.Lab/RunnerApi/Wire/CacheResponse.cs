namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary>One of <c>cache</c>.</summary>
internal sealed record CacheResponse
{
    public required string Key { get; init; }

    public bool Untracked { get; init; }

    public required string Policy { get; init; }

    public required IReadOnlyList<string> Paths { get; init; }

    public required string When { get; init; }

    public required IReadOnlyList<string> FallbackKeys { get; init; }
}
