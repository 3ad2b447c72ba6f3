using Odagrun.Executor.Shells;

namespace Odagrun.Executor.Scripts;

/// <summary>Runs scripts: the image's shell, or the built-in line runner.</summary>
internal interface IScriptShell
{
    /// <summary>What it is, for the log.</summary>
    string Name { get; }

    /// <summary>Runs the lines and gives the exit code; cancelling ends all that the script has started.</summary>
    Task<int> RunAsync(ScriptLines lines, ScriptEnvironment environment, CancellationToken cancellationToken);
}
