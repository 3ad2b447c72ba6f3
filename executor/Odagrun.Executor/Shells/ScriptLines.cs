using System.Globalization;

namespace Odagrun.Executor.Shells;

/// <summary>The lines of one script as GitLab sent them, checked and with Unix line ends.</summary>
internal sealed record ScriptLines(IReadOnlyList<string> Entries, bool HadCarriageReturns)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="ScriptException">A line that no shell can run.</exception>
    internal static ScriptLines Read(string script, IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].IndexOf('\0', StringComparison.Ordinal) is >= 0 and var at)
            {
                throw new ScriptException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{script}: entry {i + 1} has a NUL character (U+0000) at position {at + 1}, and no shell can run that; remove it from .gitlab-ci.yml"));
            }
        }

        var unix = lines.Select(line => line.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\r')).ToList();
        return new ScriptLines(unix, !unix.SequenceEqual(lines, StringComparer.Ordinal));
    }
}
