using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;
using Odagrun.GitLab.Api;

namespace Odagrun.GitLab.Trace;

/// <summary>
/// All bytes of a log, on disk until the job has ended, with their checksum. When the disk is full the log goes on in memory for a
/// while. Appending and reading may happen at the same time.
/// </summary>
internal sealed class TraceBuffer : IDisposable
{
    /// <summary>How much is kept in memory once the file takes no more.</summary>
    public const int MemoryLimit = 1 << 20;

    private readonly SafeFileHandle _file;
    private readonly Crc32 _crc = new();
    private readonly Lock _lock = new();
    private MemoryStream? _memory;
    private long _onDisk;
    private long _length;

    public TraceBuffer(SafeFileHandle file) => _file = file;

    /// <summary>A new file at <paramref name="path"/>, which is removed at once: the open handle is all that is needed, nothing is left
    /// after a kill, and the job's script can't change its own log.</summary>
    public static TraceBuffer Create(string path)
    {
        var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        File.Delete(path);
        return new TraceBuffer(file);
    }

    public long Length
    {
        get
        {
            lock (_lock)
            {
                return _length;
            }
        }
    }

    /// <summary>The file took no more, with this message.</summary>
    public string? DiskProblem { get; private set; }

    public TraceChecksum Checksum
    {
        get
        {
            lock (_lock)
            {
                return new TraceChecksum(_crc.GetCurrentHashAsUInt32(), _length);
            }
        }
    }

    /// <summary>Adds bytes; false when neither disk nor memory took them, which <paramref name="always"/> rules out for a few.</summary>
    public bool Append(ReadOnlySpan<byte> bytes, bool always = false)
    {
        lock (_lock)
        {
            if (!AppendToFile(bytes) && !AppendToMemory(bytes, always))
            {
                return false;
            }

            _crc.Append(bytes);
            _length += bytes.Length;
            return true;
        }
    }

    /// <summary>Reads from <paramref name="offset"/>; as many bytes as there are.</summary>
    public int Read(long offset, Span<byte> bytes)
    {
        lock (_lock)
        {
            var count = (int)Math.Min(bytes.Length, _length - offset);
            var fromFile = (int)Math.Clamp(_onDisk - offset, 0, count);
            for (var done = 0; done < fromFile;)
            {
                var read = RandomAccess.Read(_file, bytes[done..fromFile], offset + done);
                done += read > 0 ? read : throw new IOException("the log's buffer file is shorter than what was written to it");
            }

            if (count > fromFile)
            {
                _memory!.GetBuffer().AsSpan((int)(offset + fromFile - _onDisk), count - fromFile).CopyTo(bytes[fromFile..]);
            }

            return count;
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        _memory?.Dispose();
    }

    private bool AppendToFile(ReadOnlySpan<byte> bytes)
    {
        if (_memory is not null)
        {
            return false;
        }

        try
        {
            RandomAccess.Write(_file, bytes, _onDisk);
            _onDisk += bytes.Length;
            return true;
        }
        catch (IOException e)
        {
            DiskProblem = e.Message;
            _memory = new MemoryStream();
            return false;
        }
    }

    private bool AppendToMemory(ReadOnlySpan<byte> bytes, bool always)
    {
        if (!always && _memory!.Length + bytes.Length > MemoryLimit)
        {
            return false;
        }

        _memory!.Write(bytes);
        return true;
    }
}
