namespace Odagrun.Executor.Tests.Commands.Calling;

/// <summary>What all integrated commands have in common.</summary>
public sealed class IntegratedCommandTests
{
    [Theory]
    [InlineData("", "name=- from=- mood=- label= times= quiet=False has=False words=")]
    [InlineData("--to_name=Ada", "name=Ada ")]
    [InlineData("--to_name Ada", "name=Ada ")]
    [InlineData("--to-name=Ada", "name=Ada ")]
    [InlineData("--to_name=", "name= ")]
    [InlineData("--to_name=a=b:c", "name=a=b:c ")]
    [InlineData("--to_name=@file", "name=@file ")]
    [InlineData("--to_name=--quiet", "name=--quiet ")]
    [InlineData("--to_name --quiet", "name=--quiet ")]
    [InlineData("--from-ISR", "from=me ")]
    [InlineData("--from_ISR=you", "from=you ")]
    [InlineData("--from-ISR you", "from=me mood=- label= times= quiet=False has=False words=you")]
    [InlineData("--mood", "mood=good ")]
    [InlineData("--label a=1 --label=b=2", "label=a=1,b=2 ")]
    [InlineData("--times=3", "times=3 ")]
    [InlineData("--quiet", "quiet=True has=True ")]
    [InlineData("one -- --two", "words=one,--two")]
    public async Task Options_HoweverWritten_AreRead(string arguments, string expected)
    {
        var run = await CommandRun.OfAsync(console => new GreetCommand(console), Split(arguments));
        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--to_nam=Ada", "there is no option '--to_nam'; did you mean '--to_name'?")]
    [InlineData("--TO_NAME=Ada", "did you mean '--to_name'?")]
    [InlineData("--something-else", "there is no option '--something-else' (")]
    [InlineData("-x", "there is no option '-x'")]
    [InlineData("--to_name", "--to_name")]
    [InlineData("--to_name=a --to_name=b", "--to_name")]
    [InlineData("--mood=odd", "good")]
    [InlineData("--times=often", "--times")]
    [InlineData("--allow-fail --to_nam=Ada", "did you mean")]
    public async Task Options_ThatMakeNoSense_AreErrorsWithAWayOut(string arguments, string expected)
    {
        var run = await CommandRun.OfAsync(console => new GreetCommand(console), Split(arguments));
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith("greet: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Contains("'greet --help'", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Theory]
    [InlineData("nobody", ExitCode.CommandFailed, "greet: there is nobody to greet")]
    [InlineData("the void", ExitCode.Fault, "greet: a fault of this program: InvalidOperationException: a fault")]
    public async Task Failure_IsSaidAndMayBeAllowed(string name, int expected, string message)
    {
        var run = await CommandRun.OfAsync(console => new GreetCommand(console), "--to_name", name);
        Assert.Equal((expected, message + "\n"), (run.ExitCode, run.Error));

        var allowed = await CommandRun.OfAsync(console => new GreetCommand(console), "--allow-fail", "--to_name", name);
        Assert.Equal((0, $"\e[33mWARNING: {message} (ignored: --allow-fail)\e[0;m\n"), (allowed.ExitCode, allowed.Error));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("--nonsense --help")]
    public async Task Help_ListsAllOptions(string arguments)
    {
        var run = await CommandRun.OfAsync(console => new GreetCommand(console), Split(arguments));
        Assert.Equal(0, run.ExitCode);
        Assert.All(
            ["greet: greets somebody", "usage: greet [options] [word …]", "--to_name=NAME", "--from-ISR[=NAME]", "--mood[=good|bad]",
                "--allow-fail", "--help", "example: greet --to_name=Ada"],
            text => Assert.Contains(text, run.Output, StringComparison.Ordinal));
    }

    private static string[] Split(string arguments) => arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
