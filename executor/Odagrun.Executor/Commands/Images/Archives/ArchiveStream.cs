using Odagrun.Oci.Layers;

namespace Odagrun.Executor.Commands.Images.Archives;

/// <summary>
/// What is read out of an archive; whatever its decompressor throws comes out as one kind of failure that names the archive.
/// </summary>
internal sealed class ArchiveStream(string path, Func<Stream> open) : Stream
{
    private Stream? _inner;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("the archive is read forward only");

    public override long Position
    {
        get => throw new NotSupportedException("the archive is read forward only");
        set => throw new NotSupportedException("the archive is read forward only");
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            _inner ??= open();
            return _inner.Read(buffer, offset, count);
        }
        catch (Exception e) when (e is not LayerContentException)
        {
            // Its decompressors throw what they like, IndexOutOfRangeException among it.
            throw new LayerContentException($"'{path}' can't be uncompressed: {e.Message}; it is damaged or was cut off", e);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("the archive is read forward only");

    public override void SetLength(long value) => throw new NotSupportedException("the archive is read only");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("the archive is read only");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner?.Dispose();
        }

        base.Dispose(disposing);
    }
}
