using System.Globalization;
using System.Text;

namespace Odagrun.Executor.Shells;

/// <summary>
/// How a command changes variables of the shell that called it: it leaves them in a file beside GITLAB_ENV, which the shell reads
/// before its next line. The file only grows, and each entry is numbered by its place in it: a shell takes over what is newer than what it
/// has, so neither a subshell nor a command in the background takes an entry away from another.
/// </summary>
internal static class ScriptExports
{
    /// <summary>The function by which a script's shell takes entries over.</summary>
    internal const string Function = "__odagrun_exports";

    // [ "${__odagrun_at:-0}" -ge 1 ] || { __odagrun_at=1; export NAME='value'
    // }
    private const string Before = "[ \"${__odagrun_at:-0}\" -ge ";
    private const string Between = " ] || { __odagrun_at=";
    private const string Export = "; export ";
    private const string After = "\n}\n";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>The file of the entries.</summary>
    internal static string FileOf(string environmentFile) => environmentFile + ".exports";

    /// <summary>Leaves a variable.</summary>
    internal static async Task AppendAsync(
        string environmentFile, string name, string value, TimeProvider clock, CancellationToken cancellationToken)
    {
        // Shared by nobody: two commands at once must not have the same place.
        await using var file = await OpenAloneAsync(FileOf(environmentFile), clock, cancellationToken);
        var at = (file.Length + 1).ToString(CultureInfo.InvariantCulture);
        file.Seek(0, SeekOrigin.End);
        await file.WriteAsync(
            Encoding.UTF8.GetBytes($"{Before}{at}{Between}{at}{Export}{name}={ShellQuoting.Quote(value)}{After}"), cancellationToken);
    }

    /// <summary>Forgets the entries: each script begins with what GITLAB_ENV says.</summary>
    internal static void Clear(string environmentFile) => File.Delete(FileOf(environmentFile));

    /// <summary>The definition of <see cref="Function"/>.</summary>
    internal static string Define(string environmentFile)
    {
        var file = ShellQuoting.Quote(FileOf(environmentFile));
        return $"{Function}() {{ if [ -s {file} ]; then . {file}; fi; }}\n";
    }

    /// <summary>The entries behind place <paramref name="at"/>, for the runner that is no shell.</summary>
    internal static List<(string Name, string Value)> Read(string environmentFile, ref long at)
    {
        var entries = new List<(string, string)>();
        var file = new FileInfo(FileOf(environmentFile));
        if (!file.Exists || file.Length < at)
        {
            return entries;
        }

        ReadOnlySpan<char> text = File.ReadAllText(file.FullName);
        while (TryTake(ref text, out var place, out var name, out var value))
        {
            if (place > at)
            {
                at = place;
                entries.Add((name, value));
            }
        }

        return entries;
    }

    // One after another from the start, so that a value can't pass for an entry.
    private static bool TryTake(ref ReadOnlySpan<char> text, out long place, out string name, out string value)
    {
        (place, name, value) = (0, "", "");
        var between = text.IndexOf(Between);
        var export = text.IndexOf(Export);
        var equals = export < 0 ? -1 : text[export..].IndexOf('=') + export;
        if (!text.StartsWith(Before) || between < 0 || equals <= export
            || !long.TryParse(text[Before.Length..between], NumberStyles.None, CultureInfo.InvariantCulture, out place))
        {
            return false;
        }

        name = text[(export + Export.Length)..equals].ToString();
        var length = WordLength(text[(equals + 1)..]);
        value = ShellQuoting.Unquote(text.Slice(equals + 1, length).ToString());
        text = text[Math.Min(equals + 1 + length + After.Length, text.Length)..];
        return true;
    }

    // To the end of the line that is in no quotes.
    private static int WordLength(ReadOnlySpan<char> text)
    {
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\'':
                    isQuoted = !isQuoted;
                    break;
                case '\\' when !isQuoted:
                    i++;
                    break;
                case '\n' when !isQuoted:
                    return i;
            }
        }

        return text.Length;
    }

    private static async Task<FileStream> OpenAloneAsync(string path, TimeProvider clock, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < 200)
            {
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }
}
