namespace Odagrun.Oci.Layers;

/// <summary>What a layer may hold at most, so that a small download cannot fill memory or disk.</summary>
public sealed record LayerLimits
{
    /// <summary>The default limits.</summary>
    public static LayerLimits Default { get; } = new();

    /// <summary>Entries in one layer.</summary>
    public long Entries { get; init; } = 4_000_000;

    /// <summary>Bytes of the uncompressed tar.</summary>
    public long Bytes { get; init; } = 256L << 30;

    /// <summary>Bytes of one path or link target (Linux: PATH_MAX).</summary>
    public int PathBytes { get; init; } = 4096;

    /// <summary>Bytes of one extended header (pax).</summary>
    public int ExtendedHeaderBytes { get; init; } = 1 << 20;
}
