using System.CommandLine;
using Odagrun.Lab.Running;

namespace Odagrun.Lab.Cli;

/// <summary>The command line: <c>odagrun-lab serve</c> and <c>odagrun-lab run</c>.</summary>
internal static class LabCommand
{
    public static RootCommand Create() => new("A GitLab stand-in: runs the pipelines of local repositories, without a GitLab.")
    {
        ServeCommand.Create(),
        RunCommand.Create(),
    };
}
