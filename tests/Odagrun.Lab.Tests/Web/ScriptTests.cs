using System.Text.RegularExpressions;
using Odagrun.Stack.Processes;
using Odagrun.Stack.Services;

namespace Odagrun.Lab.Tests.Web;

/// <summary>Runs the page's own tests with <c>node --test</c>, one xunit test a file.</summary>
public sealed partial class ScriptTests
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Sources.ScriptTests, "*.test.mjs").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Files))]
    public async Task Script_RunByNode_Passes(string file)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var node = ChildProcess.Start(new ProcessSpec(Tools.Find("node"), "--test", "--test-reporter=tap", file)
        {
            WorkingDirectory = Sources.ScriptTests,
        });

        var exitCode = await node.WaitAsync(cancellation);

        Assert.True(exitCode == 0, node.Output);
        Assert.True(int.Parse(PassedCount().Match(node.Output).Groups[1].ValueSpan, provider: null) > 0, node.Output);
    }

    [GeneratedRegex(@"^# pass (\d+)", RegexOptions.Multiline)]
    private static partial Regex PassedCount();
}
