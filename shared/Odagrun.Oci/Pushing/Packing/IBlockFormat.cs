namespace Odagrun.Oci.Pushing.Packing;

/// <summary>
/// A compression whose blocks are made independently of each other, by any number of threads, and make one valid stream put together.
/// </summary>
internal interface IBlockFormat : IDisposable
{
    /// <summary>The layer's media type.</summary>
    string MediaType { get; }

    /// <summary>Bytes of tar in a block: part of what the result is, so the same on all machines.</summary>
    int BlockBytes { get; }

    /// <summary>What comes before the first block.</summary>
    ReadOnlyMemory<byte> Header { get; }

    /// <summary>Told of all plain bytes in their order, from one thread.</summary>
    void Observe(ReadOnlySpan<byte> plain);

    /// <summary>Fills <see cref="PackBlock.Packed"/>; from any thread.</summary>
    void Pack(PackBlock block);

    /// <summary>What comes after the last block.</summary>
    ReadOnlyMemory<byte> Trailer();
}
