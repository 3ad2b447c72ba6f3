namespace Odagrun.Oci.Pushing.Packing;

/// <summary>A growing array that a compressor writes to.</summary>
internal sealed class PackOutput(int capacity) : Stream
{
    private byte[] _bytes = new byte[capacity + (capacity >> 6) + 1024];
    private int _length;

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException("the output is written forward only");
    }

    /// <summary>Room for at least <paramref name="count"/> bytes at the end; <see cref="Advance"/> says how many were used.</summary>
    public Span<byte> Room(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }

        return _bytes.AsSpan(_length);
    }

    public void Advance(int count) => _length += count;

    /// <summary>Takes back what was written after it.</summary>
    public override void SetLength(long value) => _length = (int)value;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        buffer.CopyTo(Room(buffer.Length));
        Advance(buffer.Length);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("the output is written only");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("the output is written forward only");
}
