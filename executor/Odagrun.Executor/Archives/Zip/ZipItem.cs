namespace Odagrun.Executor.Archives.Zip;

/// <summary>One entry of an archive's directory.</summary>
internal sealed record ZipItem
{
    private const int TypeMask = 0xF000;

    /// <summary>With slashes; a directory's ends in one.</summary>
    public required string Name { get; init; }

    /// <summary>General purpose bits.</summary>
    public ushort Flags { get; init; }

    /// <summary>0 stored, 8 deflated.</summary>
    public ushort Method { get; init; }

    /// <summary>Of the content.</summary>
    public uint Crc { get; init; }

    /// <summary>Bytes in the archive.</summary>
    public long CompressedSize { get; init; }

    /// <summary>Bytes of the content.</summary>
    public long Size { get; init; }

    /// <summary>Type and permission bits of Unix; 0 where the archive was not made on Unix.</summary>
    public ushort Mode { get; init; }

    /// <summary>Owner and group, for writing only.</summary>
    public (uint Uid, uint Gid) Owner { get; init; }

    /// <summary>Last change of the content.</summary>
    public DateTimeOffset Modified { get; init; }

    /// <summary>Where the local header starts.</summary>
    public long Offset { get; init; }

    internal bool IsDirectory => Name.EndsWith('/') || (Mode & TypeMask) == 0x4000;

    internal bool IsSymbolicLink => (Mode & TypeMask) == 0xA000;

    internal bool IsEncrypted => (Flags & ZipConstants.FlagEncrypted) != 0;
}
