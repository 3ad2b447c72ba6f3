using Odagrun.Lab.Pipelines;

namespace Odagrun.EndToEnd.Tests.BadInput;

/// <summary>More variables, and longer ones, than a program's environment holds.</summary>
public sealed class BadVariablesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Variables_ByTheThousandsAndOfAMegabyte_AreThereAndWhatIsNotIsSaid()
    {
        await using var rig = await Rig.StartAsync(Cancellation);
        await rig.Lab.CreateProjectAsync(Rig.Project, new Dictionary<string, string>(), Cancellation);
        for (var i = 0; i < 5000; i++)
        {
            rig.Lab.SetVariable(Rig.Project, new CiVariable($"V{i}", $"value {i} of a usual length, as it were"));
        }

        rig.Lab.SetVariable(Rig.Project, new CiVariable("BIG", new string('x', 1 << 20)));
        rig.Lab.SetVariable(Rig.Project, new CiVariable("BIG_FILE", new string('y', 1 << 20)) { File = true });

        var pipeline = await rig.RunToEndAsync(
            """
            many: { image: IMAGE, script: ["sh -c 'echo last=$V4999'", "echo count=$(env | grep -c '^V[0-9]*=value')"] }
            big: { image: IMAGE, script: ["echo in-shell=${#BIG}", "sh -c 'echo in-program=${#BIG}'"] }
            file: { image: IMAGE, script: ["echo size=$(wc -c < $BIG_FILE)", "sh -c 'wc -c < $BIG_FILE'"] }
            """,
            Cancellation);

        rig.AssertGreen(pipeline, "many", "last=value 4999 of", "count=5000");
        rig.AssertGreen(pipeline, "big", "WARNING: the variable BIG has 1,048,576 bytes", "in-shell=1048576\n", "in-program=0\n");
        rig.AssertGreen(pipeline, "file", "size=1048576\n", "\n1048576\n");
    }
}
