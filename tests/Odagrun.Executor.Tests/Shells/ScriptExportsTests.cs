using System.Globalization;
using Odagrun.Executor.Shells;
using Odagrun.Stack;
using Odagrun.Stack.Processes;

namespace Odagrun.Executor.Tests.Shells;

/// <summary>Variables that commands hand to the shell that called them, in real shells.</summary>
public sealed class ScriptExportsTests
{
    private const string Value = "it's\n  \"two\" lines \\ $HOME `date` ] || { x; }";

    public static TheoryData<string> Shells => ["bash", "dash", "busybox sh"];

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Entry_OfOneLine_IsThereInTheNextAndTakenOnce(string shell)
    {
        using var directory = WorkDirectory.Create("exports");
        var (code, output) = await RunAsync(
            shell,
            directory,
            "echo \"before=${V-unset}\"",
            // As a command in a subshell does it: the shell itself takes it over all the same.
            $"(cat {directory.File("later")} > {ScriptExports.FileOf(directory.File("env"))}; {ScriptExports.Function}; printf 'inside=%s|\\n' \"$V\")",
            "printf 'after=%s|\\n' \"$V\"; sh -c 'printf \"exported=%s|\\n\" \"$W\"'; V=mine",
            "set -u; echo \"kept=$V\"");
        Assert.Equal(0, code);
        Assert.Contains("\nbefore=unset\n", output, StringComparison.Ordinal);
        Assert.Contains($"\ninside={Value}|\n", output, StringComparison.Ordinal);
        Assert.Contains($"\nafter={Value}|\n", output, StringComparison.Ordinal);
        Assert.Contains("\nexported=2|\n", output, StringComparison.Ordinal);
        Assert.Contains("\nkept=mine\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Script_WithFunctions_KeepsExitCodes(string shell)
    {
        using var directory = WorkDirectory.Create("exports");
        var (code, output) = await RunAsync(shell, directory, "false || echo \"code=$?\"", "(exit 7)", "echo not-reached");
        Assert.Equal(7, code);
        Assert.Contains("\ncode=1\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\nnot-reached\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_OfManyAtOnce_AreAllKept()
    {
        using var directory = WorkDirectory.Create("exports");
        var file = directory.File("env");
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() =>
            ScriptExports.AppendAsync(
                file, $"V{i}", i.ToString(CultureInfo.InvariantCulture), TimeProvider.System, TestContext.Current.CancellationToken))));
        var at = 0L;
        var entries = ScriptExports.Read(file, ref at);
        Assert.Equal(
            Enumerable.Range(0, 40).Select(i => $"V{i}={i}").Order(), entries.Select(entry => $"{entry.Name}={entry.Value}").Order());
    }

    [Fact]
    public void Functions_WhereTheImageHasSuchAProgram_LeaveItAlone()
    {
        using var directory = WorkDirectory.Create("exports");
        File.WriteAllText(directory.File("copy"), "");
        Assert.DoesNotContain(
            "\ncopy()", CommandFunctions.Define($"/bin:{directory.Path}:/.odagrun/bin", "/env"), StringComparison.Ordinal);
        Assert.Contains("\ncopy() {", CommandFunctions.Define($"/bin:/.odagrun/bin:{directory.Path}", "/env"), StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> RunAsync(string shell, WorkDirectory directory, params string[] lines)
    {
        var later = directory.File("prepared");
        await ScriptExports.AppendAsync(later, "V", Value, TimeProvider.System, TestContext.Current.CancellationToken);
        await ScriptExports.AppendAsync(later, "W", "2", TimeProvider.System, TestContext.Current.CancellationToken);
        File.Move(ScriptExports.FileOf(later), directory.File("later"));
        var path = directory.File("script");
        var functions = CommandFunctions.Define("/usr/bin:/bin", directory.File("env"));
        await File.WriteAllTextAsync(
            path, ScriptText.Write(ScriptLines.Read("script", lines), [], trace: false, functions), TestContext.Current.CancellationToken);
        string[] words = [.. shell.Split(' '), path];
        await using var process = ChildProcess.Start(new ProcessSpec(words[0], words[1..]));
        return (await process.WaitAsync(TestContext.Current.CancellationToken), process.Output);
    }
}
