namespace Odagrun.GitLab.Api;

/// <summary>Query and file name of an upload: format <c>zip</c>, <c>gzip</c> or <c>raw</c>; type <c>archive</c>, <c>junit</c> …</summary>
public sealed record ArtifactUpload(string FileName, string Format, string Type, string? ExpireIn);
