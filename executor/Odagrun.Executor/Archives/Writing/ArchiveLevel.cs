namespace Odagrun.Executor.Archives.Writing;

/// <summary>ARTIFACT_COMPRESSION_LEVEL and CACHE_COMPRESSION_LEVEL.</summary>
internal enum ArchiveLevel
{
    /// <summary>Stored.</summary>
    Fastest,

    /// <summary>deflate 1.</summary>
    Fast,

    /// <summary>deflate 6.</summary>
    Default,

    /// <summary>deflate 7.</summary>
    Slow,

    /// <summary>deflate 9.</summary>
    Slowest,
}
