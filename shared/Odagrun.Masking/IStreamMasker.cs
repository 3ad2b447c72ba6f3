using System.Buffers;

namespace Odagrun.Masking;

/// <summary>Masks one stream of bytes; what could be the start of a secret is held back until it is decided.</summary>
public interface IStreamMasker
{
    /// <summary>Takes the next bytes and writes what is certain to <paramref name="output"/>.</summary>
    void Write(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output);

    /// <summary>Writes what is held back: the stream has ended, or what follows is unrelated.</summary>
    void Flush(IBufferWriter<byte> output);
}
