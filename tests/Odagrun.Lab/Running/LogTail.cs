using System.Text;

namespace Odagrun.Lab.Running;

/// <summary>What is read of one log so far; gives whole lines only.</summary>
internal sealed class LogTail
{
    private byte[] _rest = [];

    /// <summary>Bytes taken.</summary>
    public long Offset { get; private set; }

    /// <summary>The readable lines that <paramref name="bytes"/> complete; of the last bytes all of them.</summary>
    public IEnumerable<string> Take(byte[] bytes, bool isLast)
    {
        Offset += bytes.Length;
        byte[] text = [.. _rest, .. bytes];
        var end = isLast ? text.Length : Array.LastIndexOf(text, (byte)'\n') + 1;
        _rest = text[end..];
        return Encoding.UTF8.GetString(text, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(LogLine.Plain).Where(line => line.Length > 0);
    }
}
