namespace Odagrun.Executor.Commands;

/// <summary>Finds the command that a command line asks for.</summary>
internal sealed class CommandTable(IReadOnlyList<IExecutorCommand> commands, TextWriter output, TextWriter error)
{
    /// <summary>
    /// Runs what is asked for. <paramref name="invokedAs"/> is the name under which the program was started: links in <c>/.odagrun/bin</c>
    /// are the integrated commands, which a script calls like any other program.
    /// </summary>
    internal Task<int> RunAsync(string invokedAs, string[] arguments, CancellationToken cancellationToken)
    {
        if (Find(Path.GetFileName(invokedAs)) is { } linked)
        {
            return linked.RunAsync(arguments, cancellationToken);
        }

        return arguments switch
        {
            [] or ["--help" or "-h" or "help", ..] => Task.FromResult(PrintHelp(output, ExitCode.Success)),
            ["--version" or "-v" or "version", ..] => Task.FromResult(PrintVersion()),
            [var name, .. var rest] when Find(name) is { } command => command.RunAsync(rest, cancellationToken),
            [var name, ..] => Task.FromResult(RefuseName(name)),
        };
    }

    private IExecutorCommand? Find(string name) => commands.FirstOrDefault(command => command.Name == name);

    private int RefuseName(string name)
    {
        error.WriteLine($"odagrun: there is no command '{name}'");
        return PrintHelp(error, ExitCode.Usage);
    }

    private int PrintVersion()
    {
        output.WriteLine($"odagrun {ProductVersion.Text}");
        return ExitCode.Success;
    }

    private int PrintHelp(TextWriter writer, int exitCode)
    {
        writer.WriteLine("odagrun: runs one GitLab CI job inside the job's own image");
        writer.WriteLine();
        writer.WriteLine("usage: odagrun COMMAND [ARGUMENTS]");
        foreach (var command in commands)
        {
            writer.WriteLine($"  {command.Name,-24}{command.Summary}");
        }

        writer.WriteLine($"  {"--version",-24}prints the version");
        writer.WriteLine($"  {"--help",-24}prints this");
        return exitCode;
    }
}
