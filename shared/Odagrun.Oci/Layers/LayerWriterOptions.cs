using System.IO.Compression;

namespace Odagrun.Oci.Layers;

/// <summary>How a layer is written.</summary>
public sealed record LayerWriterOptions
{
    /// <summary>The time of every entry; null keeps each file's own (whole seconds), where <c>make</c> and its like compare them.</summary>
    public DateTimeOffset? Modified { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>How hard gzip tries.</summary>
    public CompressionLevel Compression { get; init; } = CompressionLevel.Optimal;

    /// <summary>
    /// Another writer of gzip around the destination, which it leaves open; null is .NET's own with <see cref="Compression"/>.
    /// </summary>
    public Func<Stream, Stream>? Gzip { get; init; }
}
