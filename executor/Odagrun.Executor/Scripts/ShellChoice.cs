using Odagrun.Executor.Jobs;
using Odagrun.Executor.Scripts.Lines;
using Odagrun.Executor.Shells;

namespace Odagrun.Executor.Scripts;

/// <summary>The image's shell, or the built-in line runner where it has none.</summary>
internal static class ShellChoice
{
    internal static IScriptShell Choose(JobSession session, ScriptProcesses processes, ImageEnvironment image) =>
        new ShellFinder().Find(image.SearchPath) is { } path
            ? new PosixShell(path, session.Directories.ScriptFile, ImageEntrypoint.Of(session, image.SearchPath), processes)
            : new LineRunner(processes, session.Trace);
}
