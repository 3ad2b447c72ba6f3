using System.CommandLine;
using Odagrun.Lab.Running;

namespace Odagrun.Lab.Cli;

/// <summary>The command line: <c>odagrun-lab serve</c> and <c>odagrun-lab run</c>.</summary>
internal static class LabCommand
{
    /// <summary>Ctrl-C leaves this much time for running jobs to end and services to stop.</summary>
    public static InvocationConfiguration Configuration { get; } = new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(40) };

    public static RootCommand Create() => new("A GitLab stand-in: runs the pipelines of local repositories, without a GitLab.")
    {
        ServeCommand.Create(),
        RunCommand.Create(),
    };
}
