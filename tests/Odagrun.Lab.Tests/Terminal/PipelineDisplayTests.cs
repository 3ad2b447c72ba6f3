using Odagrun.Lab.Terminal;
using Spectre.Console;

namespace Odagrun.Lab.Tests.Terminal;

public sealed class PipelineDisplayTests
{
    [Theory]
    [InlineData(true, "", typeof(TerminalDisplay))]
    [InlineData(true, "CI=false", typeof(TerminalDisplay))]
    [InlineData(true, "NO_COLOR=1", typeof(PlainDisplay))]
    [InlineData(true, "CI=true", typeof(PlainDisplay))]
    [InlineData(true, "TERM=dumb", typeof(PlainDisplay))]
    [InlineData(false, "", typeof(PlainDisplay))]
    public void Display_ForATerminalOrNot_IsChosen(bool isTerminal, string variable, Type expected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Out = new Output(isTerminal) });

        var display = PipelineDisplay.Create(console, TimeProvider.System,
            name => variable.StartsWith(name + "=", StringComparison.Ordinal) ? variable[(name.Length + 1)..] : null);

        Assert.IsType(expected, display);
    }

    private sealed class Output(bool isTerminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer { get; } = TextWriter.Null;

        public bool IsTerminal => isTerminal;

        public int Width => 80;

        public int Height => 24;

        public void SetEncoding(System.Text.Encoding encoding)
        {
        }
    }
}
