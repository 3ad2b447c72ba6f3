using Spectre.Console;

namespace Odagrun.Lab.Terminal;

/// <summary>Chooses how a pipeline is shown.</summary>
internal static class PipelineDisplay
{
    /// <summary>
    /// Moving and coloured for a person at a terminal; plain lines for files, pipes, CI systems and with <c>NO_COLOR</c>.
    /// </summary>
    public static IPipelineDisplay Create(IAnsiConsole console, TimeProvider clock, Func<string, string?> environment) =>
        IsPlain(console, environment) ? new PlainDisplay(console.Profile.Out.Writer) : new TerminalDisplay(console, clock);

    /// <summary>Whether output is for programs rather than for a person.</summary>
    public static bool IsPlain(IAnsiConsole console, Func<string, string?> environment) =>
        !console.Profile.Out.IsTerminal
        || !console.Profile.Capabilities.Ansi
        || environment("NO_COLOR") is { Length: > 0 }
        || environment("TERM") == "dumb"
        || environment("CI") is { Length: > 0 } ci && !string.Equals(ci, "false", StringComparison.OrdinalIgnoreCase);
}
