namespace Odagrun.Executor.Commands.Images.Archives;

/// <summary>What an archive is, by its first bytes.</summary>
internal enum ArchiveFormat
{
    Tar,
    Gzip,
    Xz,
    Bzip2,
    Zstd,
    Lzip,
    Zip,
    SevenZip,
}
