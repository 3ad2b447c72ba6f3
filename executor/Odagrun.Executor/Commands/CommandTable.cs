using Odagrun.Executor.Commands.Calling;

namespace Odagrun.Executor.Commands;

/// <summary>Finds the command that a command line asks for.</summary>
internal sealed class CommandTable(IReadOnlyList<IExecutorCommand> commands, TextWriter output, TextWriter error)
{
    internal IReadOnlyList<IExecutorCommand> Commands => commands;

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
            ["help", var name] when Find(name) is { } command => command.RunAsync(["--help"], cancellationToken),
            [] or ["--help" or "-h" or "help", ..] => Task.FromResult(PrintHelp()),
            ["--version" or "-v" or "version", ..] => Task.FromResult(PrintVersion()),
            [var name, .. var rest] when Find(name) is { } command => command.RunAsync(rest, cancellationToken),
            [var name, ..] => Task.FromResult(RefuseName(name)),
        };
    }

    private IExecutorCommand? Find(string name) => commands.FirstOrDefault(command => command.Name == name);

    private int RefuseName(string name)
    {
        var closest = Likeness.Closest(name, commands.Select(command => command.Name));
        error.WriteLine(
            $"odagrun: there is no command '{name}'{(closest is null ? "" : $"; did you mean '{closest}'?")} ('odagrun --help' lists what there is)");
        return ExitCode.Usage;
    }

    private int PrintVersion()
    {
        output.WriteLine($"odagrun {ProductVersion.Text}");
        return ExitCode.Success;
    }

    private int PrintHelp()
    {
        output.WriteLine("odagrun: runs one GitLab CI job inside the job's own image, and is the commands that its script may call");
        output.WriteLine();
        output.WriteLine("usage: odagrun COMMAND [options]      or, inside a job: COMMAND [options]");
        foreach (var group in commands.GroupBy(command => command.Group).OrderBy(group => group.Key))
        {
            output.WriteLine();
            output.WriteLine(Heading(group.Key));
            foreach (var command in group)
            {
                output.WriteLine($"  {command.Name,-30}{command.Summary}");
            }
        }

        output.WriteLine();
        output.WriteLine($"  {"COMMAND --help",-30}prints a command's options");
        output.WriteLine($"  {"--version",-30}prints the version");
        return ExitCode.Success;
    }

    private static string Heading(CommandGroup group) => group switch
    {
        CommandGroup.Images => "Images in registries",
        CommandGroup.ImageStreams => "OpenShift's image streams",
        CommandGroup.DockerHub => "Docker Hub",
        CommandGroup.Files => "Files and variables",
        _ => "The executor itself",
    };
}
