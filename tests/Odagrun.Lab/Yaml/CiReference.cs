namespace Odagrun.Lab.Yaml;

/// <summary>A <c>!reference [job, key, …]</c> that is not yet resolved.</summary>
internal sealed record CiReference(IReadOnlyList<string> Path, int Line) : CiNode(Line);
