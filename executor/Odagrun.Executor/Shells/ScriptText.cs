using System.Text;

namespace Odagrun.Executor.Shells;

/// <summary>
/// Writes a job's lines as one script for bash or any POSIX shell: it stops at the first failure, and each line is shown before it
/// runs. The lines stand in it as they are, so that line numbers, here-documents and functions mean what they mean in a file.
/// </summary>
internal static class ScriptText
{
    private const string BoldGreen = "\e[32;1m";
    private const string Reset = "\e[0;m";

    /// <summary>
    /// The script's text. <paramref name="unexported"/> are variables too long for the environment of a program;
    /// <paramref name="functions"/> those of <see cref="CommandFunctions"/>, or nothing.
    /// </summary>
    internal static string Write(
        ScriptLines lines, IReadOnlyList<KeyValuePair<string, string>> unexported, bool trace, string functions = "")
    {
        var text = new StringBuilder();
        // Not every sh has pipefail, and one that lacks it ends at the attempt: hence the subshell.
        text.Append("if (set -o pipefail) 2>/dev/null; then set -o pipefail; fi\nset -o errexit\nset +o noclobber\n");
        foreach (var (name, value) in unexported)
        {
            text.Append(name).Append('=').Append(ShellQuoting.Quote(value)).Append('\n');
        }

        text.Append(functions);
        if (trace)
        {
            text.Append("set -o xtrace\n");
        }

        foreach (var line in lines.Entries)
        {
            text.Append(functions.Length > 0 ? ScriptExports.Function + "\n" : "")
                .Append("printf '%s\\n' ").Append(ShellQuoting.Quote(Announce(line))).Append('\n')
                .Append(line).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>What is shown of a line before it runs.</summary>
    internal static string Announce(string entry)
    {
        var end = entry.IndexOf('\n', StringComparison.Ordinal);
        var isOneLine = end < 0 || entry.AsSpan(end).Trim('\n').IsEmpty;
        return isOneLine
            ? $"{BoldGreen}$ {entry.TrimEnd('\n')}{Reset}"
            : $"{BoldGreen}$ {entry[..end]} # collapsed multi-line command{Reset}";
    }
}
