namespace Odagrun.Executor.Archives.Writing;

/// <summary><c>artifact_format</c>.</summary>
internal enum ArchiveFormat
{
    /// <summary>One zip archive.</summary>
    Zip,

    /// <summary>One gzip member a file, one after another.</summary>
    Gzip,

    /// <summary>The bytes of exactly one file.</summary>
    Raw,
}
