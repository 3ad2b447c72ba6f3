using Odagrun.Executor.Shells;
using Odagrun.Stack;
using Odagrun.Stack.Processes;

namespace Odagrun.Executor.Tests.Shells;

/// <summary>Generated scripts, run by real shells.</summary>
public sealed class ScriptTextTests
{
    public static TheoryData<string> Shells => ["bash", "dash", "busybox sh"];

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Script_WithOddTexts_ShowsAndRunsThemAsTheyAre(string shell)
    {
        var (code, output) = await RunAsync(shell, [], "X='it'\"'\"'s \\n $HOME `date`'", "printf '%s|' \"$X\" \"a\\\\b\"");
        Assert.Equal(0, code);
        Assert.Contains("$ printf '%s|' \"$X\" \"a\\\\b\"", output, StringComparison.Ordinal);
        Assert.EndsWith("it's \\n $HOME `date`|a\\b|\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Script_ThatFails_StopsWithItsCode(string shell)
    {
        var (code, output) = await RunAsync(shell, [], "(exit 9)", "echo not-reached");
        Assert.Equal(9, code);
        Assert.DoesNotContain("\nnot-reached", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash", 1)]
    [InlineData("busybox sh", 1)]
    [InlineData("dash", 0)]
    public async Task Script_WithFailingPipe_FailsWhereTheShellKnowsPipefail(string shell, int expected)
    {
        var (code, _) = await RunAsync(shell, [], "false | true");
        Assert.Equal(expected, code);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Script_WithUnexportedVariable_HasItInTheShellOnly(string shell)
    {
        var big = new string('x', 300_000) + "'\n$end";
        var (code, output) = await RunAsync(shell, [new("BIG", big)], "echo ${#BIG}", "sh -c 'echo in=${BIG:-none}'");
        Assert.Equal(0, code);
        Assert.Contains($"\n{big.Length}\n", output, StringComparison.Ordinal);
        Assert.Contains("\nin=none\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("make", "$ make")]
    [InlineData("if x; then\n  y\nfi", "$ if x; then # collapsed multi-line command")]
    [InlineData("make\n", "$ make")]
    public void Announce_OfAnEntry_ShowsItsFirstLine(string entry, string expected) =>
        Assert.Equal($"\e[32;1m{expected}\e[0;m", ScriptText.Announce(entry));

    private static async Task<(int Code, string Output)> RunAsync(
        string shell, IReadOnlyList<KeyValuePair<string, string>> unexported, params string[] lines)
    {
        using var directory = WorkDirectory.Create("script");
        var path = directory.File("script");
        await File.WriteAllTextAsync(
            path, ScriptText.Write(ScriptLines.Read("script", lines), unexported, trace: false), TestContext.Current.CancellationToken);
        string[] words = [.. shell.Split(' '), path];
        await using var process = ChildProcess.Start(new ProcessSpec(words[0], words[1..]));
        return (await process.WaitAsync(TestContext.Current.CancellationToken), process.Output);
    }
}
