using System.Text;

namespace Odagrun.Lab.Terminal;

/// <summary>
/// Makes lines for a terminal out of one job's log as it arrives: without timestamps and section marks, with progress that was
/// overwritten by carriage returns left out, and with no escape sequence but colours.
/// </summary>
internal sealed class LogLines
{
    private const int LongestLine = 16 * 1024;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _line = new();

    /// <summary>By stream: a line that ends in a carriage return may go on.</summary>
    private readonly SortedDictionary<string, string> _open = new(StringComparer.Ordinal);

    /// <summary>The lines that these bytes complete.</summary>
    public IReadOnlyList<string> Take(ReadOnlySpan<byte> bytes)
    {
        var text = new char[_decoder.GetCharCount(bytes, flush: false)];
        _decoder.GetChars(bytes, text, flush: false);
        var lines = new List<string>();
        var rest = text.AsSpan();
        for (var end = rest.IndexOf('\n'); end >= 0; end = rest.IndexOf('\n'))
        {
            _line.Append(rest[..end]);
            Physical(lines);
            rest = rest[(end + 1)..];
        }

        _line.Append(rest);
        if (_line.Length > LongestLine)
        {
            Physical(lines);
        }

        return lines;
    }

    /// <summary>What is left once the log is complete.</summary>
    public IReadOnlyList<string> Finish()
    {
        var lines = new List<string>();
        if (_line.Length > 0)
        {
            Physical(lines);
        }

        foreach (var open in _open.Values)
        {
            Add(lines, open);
        }

        _open.Clear();
        return lines;
    }

    // A physical line of the log. In the timestamp format one that ends in a carriage return waits for its continuation.
    private void Physical(List<string> lines)
    {
        var text = _line.ToString();
        _line.Clear();
        if (LogText.Header(text) is not { } header)
        {
            Add(lines, text);
            return;
        }

        text = text[LogText.HeaderLength..];
        if (_open.Remove(header.Stream, out var open))
        {
            if (header.IsContinuation)
            {
                text = open + text;
            }
            else
            {
                Add(lines, open);
            }
        }

        if (text.EndsWith('\r') && text.Length < LongestLine)
        {
            _open[header.Stream] = text;
        }
        else
        {
            Add(lines, text);
        }
    }

    private static void Add(List<string> lines, string text)
    {
        if (LogText.Shown(text) is { } shown)
        {
            lines.Add(shown);
        }
    }
}
