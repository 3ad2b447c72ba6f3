using Microsoft.Extensions.Time.Testing;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Terminal;
using Odagrun.Lab.Web;
using Spectre.Console.Testing;

namespace Odagrun.Lab.Tests.Terminal;

public sealed class RunSummaryTests
{
    private static readonly PipelineView Failed = Views.Pipeline(
        JobStatus.Failed,
        Views.Job(1, "compile", "build", JobStatus.Success, 1, 13.25),
        Views.Job(2, "unit [x64]", "test", JobStatus.Failed, 14, 60) with { FailureReason = "script_failure", ExitCode = 2 },
        Views.Job(3, "lint", "test", JobStatus.Failed, 14, 14.25) with { FailureReason = "script_failure", AllowFailure = true },
        Views.Job(4, "package", "package", JobStatus.Skipped));

    [Fact]
    public void Plain_OfAFailedPipeline_NamesEachJobAndWhy()
    {
        var text = Write(isPlain: true, Failed, []);

        Assert.Equal(
            """

            job         stage    state               time  why
            compile     build    success           12.2 s
            unit [x64]  test     failed            46.0 s  script_failure, exit code 2
            lint        test     failed (allowed)  250 ms  script_failure
            package     package  skipped

            Pipeline 1 failed after 1 min 05 s: 1 success, 1 failed, 1 failed (allowed), 1 skipped

            """,
            text);
    }

    [Fact]
    public void Plain_WithTimes_SaysWhereTheyWent()
    {
        var text = Write(isPlain: true, Views.Pipeline(JobStatus.Success, Views.Job(1, "compile", "build", JobStatus.Success, 1, 2)),
        [
            new JobTimes("compile")
            {
                Queue = TimeSpan.FromMilliseconds(12), Compose = TimeSpan.FromMilliseconds(48), Start = TimeSpan.FromMilliseconds(310),
                Git = TimeSpan.FromMilliseconds(95), Script = TimeSpan.FromSeconds(75), Upload = TimeSpan.FromSeconds(1.5),
                Total = TimeSpan.FromSeconds(77),
            },
            new JobTimes("unit") { Queue = TimeSpan.FromSeconds(3), Total = TimeSpan.FromSeconds(3) },
        ]);

        Assert.Contains(
            """
            where the time went  queue   compose  start   git    script        upload  total
            compile              12 ms   48 ms    310 ms  95 ms  1 min 15 s    1.5 s   1 min 17 s
            unit                 3.0 s   –        –       –      –             –       3.0 s
            """.Replace(" ", "", StringComparison.Ordinal),
            text.Replace(" ", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.DoesNotContain("artifacts", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Terminal_OfAPipeline_HasTablesWithSigns()
    {
        var text = Write(
            isPlain: false, Failed, [new JobTimes("compile") { Artifacts = TimeSpan.FromSeconds(1), Total = TimeSpan.FromSeconds(12.2) }]);

        Assert.Matches(@"│ compile\s+│ build\s+│ ✓ success", text);
        Assert.Matches(@"│ unit \[x64\]\s+│ test\s+│ ✗ failed\s+│\s+46\.0 s │ script_failure, exit code 2 │", text);
        Assert.Contains("artifacts", text, StringComparison.Ordinal);
    }

    private static string Write(bool isPlain, PipelineView pipeline, IReadOnlyList<JobTimes> times)
    {
        using var console = new TestConsole().Width(140);
        new RunSummary(console, new FakeTimeProvider(Views.Noon.AddSeconds(100)), isPlain).Write(pipeline, times);
        return string.Join('\n', console.Output.Split('\n').Select(line => line.Trim()));
    }
}
