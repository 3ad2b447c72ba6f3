using System.Text.RegularExpressions;

namespace Odagrun.Lab.Running;

/// <summary>Makes a line of a job's log readable in a terminal.</summary>
internal static partial class LogLine
{
    /// <summary>Without the time and stream in front, section marks, and what a carriage return overwrote; colours stay.</summary>
    public static string Plain(string line)
    {
        var text = Section().Replace(Stamp().Replace(line, ""), "").TrimEnd('\r');
        text = text[(text.LastIndexOf('\r') + 1)..].Replace("\e[0K", "", StringComparison.Ordinal);
        return Colour().Replace(text, "").Trim().Length == 0 ? "" : text;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z [0-9a-f]{2}[OE][ +]", RegexOptions.CultureInvariant)]
    private static partial Regex Stamp();

    [GeneratedRegex(@"section_(start|end):\d+:[^\r]*\r(\x1b\[0K)?", RegexOptions.CultureInvariant)]
    private static partial Regex Section();

    [GeneratedRegex(@"\x1b\[[0-9;]*[A-Za-z]", RegexOptions.CultureInvariant)]
    private static partial Regex Colour();
}
