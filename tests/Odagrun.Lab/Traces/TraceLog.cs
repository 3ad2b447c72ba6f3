using System.Globalization;
using System.IO.Hashing;

namespace Odagrun.Lab.Traces;

/// <summary>A job's log in a file, with its running checksum. Guarded by the board's gate.</summary>
internal sealed class TraceLog(string path)
{
    private readonly Crc32 _checksum = new();

    public long Length { get; private set; }

    /// <summary>Writes that were stored.</summary>
    public int Chunks { get; private set; }

    /// <summary>Until when somebody reads along.</summary>
    public DateTimeOffset WatchedUntil { get; set; }

    public bool IsDebug { get; set; }

    /// <summary>In the form the runner sends: <c>crc32:</c> and eight hex digits.</summary>
    public string Checksum => "crc32:" + _checksum.GetCurrentHashAsUInt32().ToString("x8", CultureInfo.InvariantCulture);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write(bytes);
        _checksum.Append(bytes);
        Length += bytes.Length;
        Chunks++;
    }

    /// <summary>Bytes from <paramref name="offset"/> on, at most <paramref name="limit"/>.</summary>
    public byte[] Read(long offset, int limit = int.MaxValue)
    {
        var size = (int)Math.Min(limit, Length - offset);
        if (size <= 0)
        {
            return [];
        }

        var bytes = new byte[size];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = offset;
        file.ReadExactly(bytes);
        return bytes;
    }

    public void Erase()
    {
        File.Delete(path);
        _checksum.Reset();
        Length = 0;
        Chunks = 0;
    }
}
