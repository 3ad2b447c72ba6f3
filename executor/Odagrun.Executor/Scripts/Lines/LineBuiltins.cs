using System.Globalization;

namespace Odagrun.Executor.Scripts.Lines;

/// <summary>The commands that the line runner brings itself.</summary>
internal static class LineBuiltins
{
    /// <summary>Runs a built-in command; null where the name is none. <paramref name="print"/> takes stdout and stderr.</summary>
    internal static int? Run(string[] words, LineState state, Action<bool, string> print) => words[0] switch
    {
        "true" or ":" => 0,
        "false" => 1,
        "echo" => Echo(words, print),
        "pwd" => Print(print, state.Directory),
        "cd" => ChangeDirectory(words, state, print),
        "export" => Export(words, state, print),
        "unset" => Unset(words, state),
        "exit" => Exit(words, state),
        "test" => LineTest.Run(words[1..], state, print),
        "[" => words[^1] == "]" ? LineTest.Run(words[1..^1], state, print) : Fail(print, "[: the closing ] is missing", 2),
        "set" or "eval" or "source" or "." or "exec" or "trap" or "read" or "alias" or "shift" or "local" or "return" or "wait" =>
            throw LineException.Missing($"'{words[0]}'"),
        _ => null,
    };

    private static int Echo(string[] words, Action<bool, string> print)
    {
        var isBare = words is [_, "-n", ..];
        print(false, string.Join(' ', words.Skip(isBare ? 2 : 1)) + (isBare ? "" : "\n"));
        return 0;
    }

    private static int ChangeDirectory(string[] words, LineState state, Action<bool, string> print)
    {
        var target = words.Length > 1 ? words[1] : state.Get("HOME") ?? "/";
        target = target == "-" ? state.Get("OLDPWD") ?? state.Directory : target;
        var directory = Path.GetFullPath(Path.Combine(state.Directory, target));
        if (!Directory.Exists(directory))
        {
            return Fail(print, $"cd: there is no directory {directory}", 1);
        }

        state.Set("OLDPWD", state.Directory);
        state.Set("PWD", directory);
        state.Directory = directory;
        return 0;
    }

    private static int Export(string[] words, LineState state, Action<bool, string> print)
    {
        foreach (var word in words.Skip(1))
        {
            var parts = word.Split('=', 2);
            if (!Shells.ShellQuoting.IsName(parts[0]))
            {
                return Fail(print, $"export: '{parts[0]}' is no name of a variable", 1);
            }

            if (parts.Length == 2)
            {
                state.Set(parts[0], parts[1]);
            }

            state.Export(parts[0]);
        }

        return 0;
    }

    private static int Unset(string[] words, LineState state)
    {
        foreach (var name in words.Skip(1))
        {
            state.Unset(name);
        }

        return 0;
    }

    private static int Exit(string[] words, LineState state)
    {
        state.HasExited = true;
        return words.Length > 1 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            ? code & 0xFF
            : state.LastExitCode;
    }

    private static int Print(Action<bool, string> print, string text)
    {
        print(false, text + "\n");
        return 0;
    }

    internal static int Fail(Action<bool, string> print, string message, int code)
    {
        print(true, message + "\n");
        return code;
    }
}
