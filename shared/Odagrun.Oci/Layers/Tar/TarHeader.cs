namespace Odagrun.Oci.Layers.Tar;

/// <summary>What one tar entry says of itself, extended headers applied.</summary>
internal sealed record TarHeader
{
    private static readonly DateTimeOffset Latest = DateTimeOffset.MaxValue;

    public required string Name { get; init; }

    public required char Type { get; init; }

    public required long Size { get; init; }

    public string LinkName { get; init; } = "";

    public long Mode { get; init; }

    public long UserId { get; init; }

    public long GroupId { get; init; }

    public DateTimeOffset Modified { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Reads one header block and checks its sum; null for a block of zeros (the end mark).</summary>
    public static TarHeader? Read(ReadOnlySpan<byte> block)
    {
        if (block.IndexOfAnyExcept((byte)0) < 0)
        {
            return null;
        }

        if (TarField.Checksum.Number(block) != TarField.Sum(block))
        {
            throw new LayerFormatException("the layer is no valid tar: a header's checksum is wrong");
        }

        var name = TarField.Name.Text(block);
        var prefix = HasPrefix(block) ? TarField.Prefix.Text(block) : "";
        return new TarHeader
        {
            Name = prefix.Length == 0 ? name : prefix + "/" + name,
            Type = (char)block[TarField.Type.Offset],
            Size = TarField.Size.Number(block),
            LinkName = TarField.LinkName.Text(block),
            Mode = TarField.Mode.Number(block),
            UserId = TarField.UserId.Number(block),
            GroupId = TarField.GroupId.Number(block),
            Modified = Time(TarField.Modified.Number(block)),
        };
    }

    /// <summary>A time of the header, brought into the range that exists.</summary>
    public static DateTimeOffset Time(double seconds) =>
        double.IsNaN(seconds) || seconds < 0 ? DateTimeOffset.UnixEpoch
        : seconds > Latest.ToUnixTimeSeconds() - 1 ? Latest
        : DateTimeOffset.UnixEpoch.AddSeconds(seconds);

    // GNU's own format ("ustar  ") keeps other things where POSIX has the prefix.
    private static bool HasPrefix(ReadOnlySpan<byte> block) =>
        block.Slice(TarField.Magic.Offset, 6).SequenceEqual("ustar\0"u8);
}
