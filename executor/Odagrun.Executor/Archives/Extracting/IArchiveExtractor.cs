namespace Odagrun.Executor.Archives.Extracting;

/// <summary>Unpacks zip archives of earlier jobs.</summary>
internal interface IArchiveExtractor
{
    /// <summary>
    /// Unpacks <paramref name="archive"/> into the target and returns how many entries it had. Throws <see cref="ArchiveException"/> for an
    /// archive that is broken or that would write outside of the target; entries before the offending one are unpacked by then.
    /// </summary>
    Task<int> ExtractAsync(Stream archive, ExtractTarget target, CancellationToken cancellationToken);
}
