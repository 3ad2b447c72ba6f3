using System.Security.Cryptography;
using Odagrun.Oci.References;

namespace Odagrun.Oci.Blobs;

/// <summary>Hashes and counts what passes, and says at the end whether it is the content that was promised.</summary>
internal sealed class ContentCheck(Digest expected, long? expectedSize, Func<string, Exception> failure) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _done;

    /// <summary>Bytes seen so far.</summary>
    public long Count { get; private set; }

    /// <summary>All promised bytes came, and they are the right ones.</summary>
    public bool IsDone => _done;

    /// <summary>
    /// Takes the next bytes; the last of the promised ones completes the check, so that a reader who stops there is safe too.
    /// </summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        Count += bytes.Length;
        if (Count > expectedSize)
        {
            throw failure($"is longer than the {expectedSize} bytes promised");
        }

        _hash.AppendData(bytes);
        if (Count == expectedSize)
        {
            Complete();
        }
    }

    /// <summary>There is no more: checks size and digest.</summary>
    public void Complete()
    {
        if (_done)
        {
            return;
        }

        if (expectedSize is { } size && Count != size)
        {
            throw failure($"ended after {Count} of {size} bytes");
        }

        Span<byte> value = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(value);
        var actual = Digest.FromHash(value);
        if (actual != expected)
        {
            throw failure($"has the digest {actual}, not {expected}");
        }

        _done = true;
    }

    public void Dispose() => _hash.Dispose();
}
