namespace Odagrun.Lab.Yaml;

/// <summary>A sequence.</summary>
internal sealed record CiList(IReadOnlyList<CiNode> Items, int Line) : CiNode(Line);
