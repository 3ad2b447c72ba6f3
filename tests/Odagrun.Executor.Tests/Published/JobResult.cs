using System.Text.Json;
using Odagrun.Handover;

namespace Odagrun.Executor.Tests.Published;

/// <summary>How a job ended: the executor's exit code and own output, its last word, the last state GitLab got, and the log.</summary>
internal sealed record JobResult(int ExitCode, string Output, TerminationMessage? Termination, JsonElement Final, string Trace)
{
    internal string? State => Text("state");

    internal string? Reason => Text("failure_reason");

    internal int ScriptExitCode => Final.TryGetProperty("exit_code", out var code) ? code.GetInt32() : 0;

    /// <summary>Everything, for a test that fails.</summary>
    public override string ToString() => $"exit {ExitCode}, {State} {Reason}\n--- log\n{Trace}\n--- executor\n{Output}";

    private string? Text(string name) =>
        Final.ValueKind == JsonValueKind.Object && Final.TryGetProperty(name, out var value) ? value.GetString() : null;
}
