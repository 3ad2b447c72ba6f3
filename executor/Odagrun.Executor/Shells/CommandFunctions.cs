using System.Text;
using Odagrun.Executor.Commands;

namespace Odagrun.Executor.Shells;

/// <summary>
/// The integrated commands as functions of a script's shell: they are there whatever the script makes of PATH, and a variable that one
/// sets is there at once. A program of the image's own that has the same name goes first, as it would along PATH.
/// </summary>
internal static class CommandFunctions
{
    /// <summary>Their definitions.</summary>
    internal static string Define(string searchPath, string environmentFile)
    {
        var text = new StringBuilder(ScriptExports.Define(environmentFile));
        foreach (var name in CommandNames.Integrated.Append(CommandNames.Program).Where(name => !IsTaken(name, searchPath)))
        {
            text.Append($"{name}() {{ {CommandNames.Directory}/{name} \"$@\" && {ScriptExports.Function}; }}\n");
        }

        return text.ToString();
    }

    private static bool IsTaken(string name, string searchPath) => searchPath.Split(':', StringSplitOptions.RemoveEmptyEntries)
        .TakeWhile(directory => directory != CommandNames.Directory)
        .Any(directory => File.Exists(Path.Combine(directory, name)));
}
