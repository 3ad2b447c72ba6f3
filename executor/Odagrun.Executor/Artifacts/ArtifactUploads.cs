using Odagrun.Executor.Archives.Collecting;
using Odagrun.Executor.Archives.Writing;
using Odagrun.Executor.Jobs;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Payload;

namespace Odagrun.Executor.Artifacts;

/// <summary>Names and formats of uploads, as GitLab's runner has them.</summary>
internal static class ArtifactUploads
{
    internal static ArtifactUpload Describe(JobArtifact artifact, FileSelection selection, PathExpansion expand)
    {
        var format = artifact.ArtifactFormat is { Length: > 0 } given ? given : "zip";
        var name = artifact.Name is { Length: > 0 } asked && expand.One(asked) is { Length: > 0 } expanded ? expanded : "artifacts";
        var file = format switch
        {
            "gzip" => name + ".gz",
            "raw" => Path.GetFileName(selection.Files[0].Path),
            _ => name + ".zip",
        };
        return new ArtifactUpload(
            file.Replace('/', '-'), format, artifact.ArtifactType is { Length: > 0 } type ? type : "archive", artifact.ExpireIn);
    }

    internal static ArchiveFormat Format(string name) => name switch
    {
        "zip" => ArchiveFormat.Zip,
        "gzip" => ArchiveFormat.Gzip,
        "raw" => ArchiveFormat.Raw,
        _ => throw new JobConfigurationException($"the artifact format is '{name}', which this runner does not know (zip, gzip, raw)"),
    };

    internal static ArchiveLevel Level(string? name) => name?.ToLowerInvariant() switch
    {
        "fastest" => ArchiveLevel.Fastest,
        "fast" => ArchiveLevel.Fast,
        "slow" => ArchiveLevel.Slow,
        "slowest" => ArchiveLevel.Slowest,
        _ => ArchiveLevel.Default,
    };
}
