namespace Odagrun.Lab.Pipelines;

/// <summary>One of <c>hooks:</c>.</summary>
internal sealed record CiHook(string Name, IReadOnlyList<string> Script);
