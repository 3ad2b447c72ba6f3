namespace Odagrun.Executor.Commands.Calling;

/// <summary>What a command finds around itself: where it prints, the variables of the script that calls it, and its directory.</summary>
internal sealed class CommandConsole(TextWriter output, TextWriter error, Func<string, string?> variables, string? directory = null)
{
    /// <summary>Takes results.</summary>
    internal TextWriter Output => output;

    /// <summary>Takes warnings and errors.</summary>
    internal TextWriter Error => error;

    /// <summary>Absolute; relative paths in arguments start here.</summary>
    internal string Directory => directory ?? Environment.CurrentDirectory;

    /// <summary>Those of this process.</summary>
    internal static CommandConsole OfProcess() => new(Console.Out, Console.Error, Environment.GetEnvironmentVariable);

    /// <summary>A variable of the script; null where it is not set.</summary>
    internal string? Variable(string name) => variables(name);

    /// <summary>An argument that is a path, as an absolute one.</summary>
    internal string Path(string path) => System.IO.Path.GetFullPath(path, Directory);
}
