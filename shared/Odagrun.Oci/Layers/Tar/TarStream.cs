namespace Odagrun.Oci.Layers.Tar;

/// <summary>A tar that goes into a stream, which stays open.</summary>
internal sealed class TarStream(Stream destination) : ITarOutput
{
    private readonly byte[] _buffer = new byte[64 * 1024];

    public long Count { get; private set; }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        destination.Write(bytes);
        Count += bytes.Length;
    }

    public int ReadFrom(Stream content, long count)
    {
        var read = content.Read(_buffer.AsSpan(0, (int)Math.Min(_buffer.Length, count)));
        Write(_buffer.AsSpan(0, read));
        return read;
    }
}
