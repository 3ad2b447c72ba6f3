namespace Odagrun.Lab.Artifacts;

/// <summary>An uploaded file of a job.</summary>
/// <param name="Type"><c>archive</c>, <c>junit</c> …</param>
/// <param name="Format"><c>zip</c>, <c>gzip</c> or <c>raw</c>.</param>
/// <param name="FileName">As the runner named it.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Hex digest of its content.</param>
/// <param name="Path">Where it is stored.</param>
internal sealed record StoredArtifact(string Type, string Format, string FileName, long Size, string Sha256, string Path);
