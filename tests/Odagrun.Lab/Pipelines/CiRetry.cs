namespace Odagrun.Lab.Pipelines;

/// <summary><c>retry:</c>.</summary>
internal sealed record CiRetry(int Max, IReadOnlyList<string> When, IReadOnlyList<int> ExitCodes)
{
    public static CiRetry None { get; } = new(0, [], []);
}
