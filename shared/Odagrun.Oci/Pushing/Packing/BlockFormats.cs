namespace Odagrun.Oci.Pushing.Packing;

/// <summary>The format that a push asks for.</summary>
internal static class BlockFormats
{
    private const int GzipLevel = 2;
    private const int ZstdLevel = 3;

    public static IBlockFormat Create(LayerPushOptions options) => options switch
    {
        { Format: LayerFormat.None } => new PlainBlocks(),
        { Format: LayerFormat.Zstd } => new ZstdBlocks(Check(options.Level ?? ZstdLevel, 19)),
        _ => new GzipBlocks(Check(options.Level ?? GzipLevel, 9)),
    };

    private static int Check(int level, int highest) => level >= 1 && level <= highest
        ? level
        : throw new ArgumentOutOfRangeException(nameof(level), level, $"levels go from 1 to {highest}");
}
