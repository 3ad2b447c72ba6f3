namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary><c>features</c>: what the server can do.</summary>
internal sealed record FeaturesResponse(
    bool TraceSections,
    IReadOnlyList<string> TokenMaskPrefixes,
    IReadOnlyList<string> FailureReasons);
