namespace Odagrun.Executor.Scripts;

/// <summary>What a script starts with.</summary>
/// <param name="Variables">Variables that go into the environment, as NAME and value.</param>
/// <param name="Unexported">Variables too long for the environment of a program: the script's shell has them, its programs have
/// not.</param>
/// <param name="WorkingDirectory">Absolute.</param>
/// <param name="EnvironmentFile">GITLAB_ENV, as the executor knows it.</param>
/// <param name="Trace">CI_DEBUG_TRACE.</param>
internal sealed record ScriptEnvironment(
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyList<KeyValuePair<string, string>> Unexported,
    string WorkingDirectory,
    string EnvironmentFile,
    bool Trace)
{
    /// <summary>As programs get it.</summary>
    internal IReadOnlyList<string> Block => [.. Variables.Select(entry => $"{entry.Key}={entry.Value}")];
}
