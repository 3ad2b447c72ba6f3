using System.Security.Cryptography;
using Odagrun.Oci.Layers.Tar;
using Odagrun.Oci.References;

namespace Odagrun.Oci.Pushing.Packing;

/// <summary>The tar's bytes on their way into blocks; hashed as they leave. Not for several threads.</summary>
internal sealed class BlockTar(
    BlockPool pool, IBlockFormat format, Action<PackBlock> leave, CancellationToken cancellationToken) : ITarOutput, IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private PackBlock? _block;

    /// <summary>Bytes so far.</summary>
    public long Count { get; private set; }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var free = Free();
            var count = Math.Min(free.Length, bytes.Length);
            bytes[..count].CopyTo(free);
            Advance(count);
            bytes = bytes[count..];
        }
    }

    /// <summary>Reads from <paramref name="content"/> right into the block, at most <paramref name="count"/> bytes; 0 at its end.</summary>
    public int ReadFrom(Stream content, long count)
    {
        var free = Free();
        var read = content.Read(free[..(int)Math.Min(free.Length, count)]);
        Advance(read);
        return read;
    }

    /// <summary>Sends the last block off and gives the digest of all.</summary>
    public Digest Finish()
    {
        Leave();
        return Digest.FromHash(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private Span<byte> Free() => (_block ??= pool.Rent(cancellationToken)).Free;

    private void Advance(int count)
    {
        _block!.Length += count;
        Count += count;
        if (_block.IsFull)
        {
            Leave();
        }
    }

    private void Leave()
    {
        if (_block is not { Length: > 0 } block)
        {
            return;
        }

        var plain = block.Plain.AsSpan(0, block.Length);
        _hash.AppendData(plain);
        format.Observe(plain);
        _block = null;
        leave(block);
    }
}
