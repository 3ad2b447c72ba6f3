using Odagrun.Oci.Blobs;
using Odagrun.Oci.Layers;

namespace Odagrun.Oci.Pushing.Archives;

/// <summary>The bytes of one entry of an archive; does not own the archive.</summary>
internal sealed class EntryStream(Stream archive, long size, string name) : ReadThroughStream
{
    /// <summary>Bytes not read yet.</summary>
    public long Left { get; private set; } = size;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || Left == 0)
        {
            return 0;
        }

        int read;
        try
        {
            read = archive.Read(buffer[..(int)Math.Min(buffer.Length, Left)]);
        }
        catch (InvalidDataException e)
        {
            throw new LayerContentException($"'{name}' can't be uncompressed: {e.Message}", e);
        }

        Left -= read;
        return read > 0 ? read : throw new LayerContentException($"'{name}' ends in the middle of a file: it was cut off");
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));
}
