using System.Runtime.InteropServices;
using Odagrun.Oci.Blobs;

namespace Odagrun.Oci.Pushing.Trees;

/// <summary>
/// The bytes of a file of the tree. Holes are not read but given as zeros; at the end it is checked that the file is still as it was
/// when it was opened. Owns the file.
/// </summary>
internal sealed class NodeStream(NodeHandle file, NodeStatus status) : ReadThroughStream
{
    private long _position;

    // What lies at the position: data up to here, or a hole up to here.
    private long _dataEnd = status.IsSparse ? 0 : long.MaxValue;
    private long _holeEnd;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (_position >= _dataEnd && _position >= _holeEnd && _position < status.Size)
        {
            FindNext();
        }

        int count;
        if (_position < _holeEnd)
        {
            count = (int)Math.Min(buffer.Length, _holeEnd - _position);
            buffer[..count].Clear();
        }
        else
        {
            count = file.Read(buffer[..(int)Math.Min(buffer.Length, Math.Max(1, _dataEnd - _position))]);
        }

        _position += count;
        if (count == 0)
        {
            CheckUnchanged();
        }

        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private void FindNext()
    {
        var data = TreeLibc.Seek(file.Descriptor, _position, TreeLibc.SeekData);
        if (data < 0)
        {
            if (Marshal.GetLastPInvokeError() == TreeLibc.NoSuchAddress)
            {
                // Nothing but a hole up to the end; after it the file is read on, to find that it has ended.
                _holeEnd = status.Size;
                _dataEnd = long.MaxValue;
                _ = TreeLibc.Seek(file.Descriptor, status.Size, TreeLibc.SeekSet);
                return;
            }

            // A file system that knows no holes.
            _dataEnd = long.MaxValue;
            _ = TreeLibc.Seek(file.Descriptor, _position, TreeLibc.SeekSet);
            return;
        }

        var end = TreeLibc.Seek(file.Descriptor, data, TreeLibc.SeekHole);
        (_holeEnd, _dataEnd) = (data, end < 0 || end >= status.Size ? long.MaxValue : end);
        _ = TreeLibc.Seek(file.Descriptor, data, TreeLibc.SeekSet);
    }

    private void CheckUnchanged()
    {
        var now = file.Status();
        if (now.Size != status.Size || now.ModifiedExactly != status.ModifiedExactly)
        {
            throw TreeError.Changed(file.Path);
        }
    }
}
