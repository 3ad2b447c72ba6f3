namespace Odagrun.Lab.Web;

/// <summary>An uploaded file.</summary>
/// <param name="Type"><c>archive</c>, <c>junit</c> …</param>
/// <param name="Format"><c>zip</c>, <c>gzip</c>, <c>raw</c>.</param>
/// <param name="FileName">Name it was uploaded with.</param>
/// <param name="Size">Bytes.</param>
public sealed record ArtifactView(string Type, string Format, string FileName, long Size);
