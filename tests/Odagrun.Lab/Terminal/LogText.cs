using System.Text.RegularExpressions;

namespace Odagrun.Lab.Terminal;

/// <summary>What of a log's line is shown.</summary>
internal static partial class LogText
{
    /// <summary>Characters of a timestamp header.</summary>
    public const int HeaderLength = 32;

    /// <summary>
    /// The timestamp header in front of a line: its stream, and whether the line goes on where that stream's last one ended.
    /// </summary>
    public static (string Stream, bool IsContinuation)? Header(string line) =>
        HeaderPattern().Match(line) is { Success: true } match ? (match.Groups[1].Value, match.Groups[2].Value == "+") : null;

    /// <summary>The line as a terminal shows it, colours left in; null: it held nothing but a section's mark.</summary>
    public static string? Shown(string line)
    {
        var text = Section().Replace(line, "");
        var marked = text.Length != line.Length;
        text = Escape().Replace(LastOverwrite(text),
            match => match.Value.EndsWith('m') && match.Value.StartsWith("\e[", StringComparison.Ordinal) ? match.Value : "");
        text = Control().Replace(text, "");
        return marked && WithoutColors(text).Trim().Length == 0 ? null : text;
    }

    /// <summary>The text alone.</summary>
    public static string WithoutColors(string text) => Escape().Replace(text, "");

    private static string LastOverwrite(string text)
    {
        text = text.TrimEnd('\r');
        return text[(text.LastIndexOf('\r') + 1)..];
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z ([0-9a-f]{2}[OE])([ +])", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderPattern();

    // The runner writes the mark, a carriage return and "erase to the end of the line"; what follows is the section's title.
    [GeneratedRegex(@"section_(?:start|end):\d+:[A-Za-z0-9_.\-]+(?:\[[^\]\r]*\])?\r\x1b\[0K", RegexOptions.CultureInvariant)]
    private static partial Regex Section();

    // Control sequences, operating system commands (with their text), and two-character escapes.
    [GeneratedRegex(@"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-Z\\^-~]?", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();

    [GeneratedRegex(@"[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]", RegexOptions.CultureInvariant)]
    private static partial Regex Control();
}
