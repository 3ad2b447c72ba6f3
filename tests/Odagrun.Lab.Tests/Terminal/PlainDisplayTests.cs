using Odagrun.Lab.Jobs;
using Odagrun.Lab.Terminal;

namespace Odagrun.Lab.Tests.Terminal;

public sealed class PlainDisplayTests
{
    [Fact]
    public async Task Pipeline_FromStartToEnd_GivesGreppableLines()
    {
        var compile = Views.Job(1, "compile", "build");
        var unit = Views.Job(2, "unit", "test");
        var failed = unit with { Status = JobStatus.Failed, FailureReason = "script_failure", ExitCode = 2 };
        using var output = new StringWriter();

        await new PlainDisplay(output).ShowAsync(
            Views.Stream(
                new PipelineEvent.Changed(Views.Pipeline(JobStatus.Pending, compile with { Status = JobStatus.Pending }, unit)),
                new PipelineEvent.Changed(
                    Views.Pipeline(JobStatus.Pending, compile with { Status = JobStatus.Pending, IsPreparing = true }, unit)),
                new PipelineEvent.Changed(Views.Pipeline(JobStatus.Running, compile with { Status = JobStatus.Running }, unit)),
                Views.Log(compile, "\e[32;1m$ make\e[0m\ncc -c a.c\ncc "),
                Views.Log(compile, "-o a a.o\n"),
                new PipelineEvent.LogEnded(compile),
                new PipelineEvent.Changed(Views.Pipeline(
                    JobStatus.Running, compile with { Status = JobStatus.Success }, unit with { Status = JobStatus.Running })),
                Views.Log(unit, "section_start:1:s\r\e[0KTesting\nfail"),
                new PipelineEvent.LogEnded(unit),
                new PipelineEvent.Changed(Views.Pipeline(JobStatus.Failed, compile with { Status = JobStatus.Success }, failed))),
            TestContext.Current.CancellationToken);

        Assert.Equal(
            """
            compile ▸ pending
            compile ▸ preparing
            compile ▸ running
            compile │ $ make
            compile │ cc -c a.c
            compile │ cc -o a a.o
            compile ▸ success
            unit    ▸ running
            unit    │ Testing
            unit    │ fail
            unit    ▸ failed: script_failure, exit code 2

            """,
            output.ToString());
    }

    [Fact]
    public async Task Job_ThatNoRunnerTakes_SaysWhatIsMissing()
    {
        using var output = new StringWriter();
        var job = Views.Job(1, "deploy", "deploy", JobStatus.Pending) with { Stuck = "no runner is there with all of these tags: gpu" };

        await new PlainDisplay(output).ShowAsync(
            Views.Stream(new PipelineEvent.Changed(Views.Pipeline(JobStatus.Pending, job))), TestContext.Current.CancellationToken);

        Assert.Equal("deploy ▸ stuck: no runner is there with all of these tags: gpu\n", output.ToString());
    }
}
