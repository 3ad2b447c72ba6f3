using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Terminal;
using Spectre.Console;
using Spectre.Console.Testing;

namespace Odagrun.Lab.Tests.Terminal;

public sealed class TerminalDisplayTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pipeline_WhileItRuns_ShowsStagesBelowTheLogs()
    {
        using var console = new TestConsole().Width(100).Interactive();
        var clock = new FakeTimeProvider(Views.Noon.AddSeconds(10));
        var compile = Views.Job(1, "compile", "build", JobStatus.Success, 1, 4.5);
        var unit = Views.Job(2, "unit", "test", JobStatus.Running, 5);

        await new TerminalDisplay(console, clock).ShowAsync(
            Views.Stream(
                new PipelineEvent.Changed(Views.Pipeline(JobStatus.Running, compile, unit)),
                Views.Log(unit, "PASS: one [not markup]\nPASS: two\n"),
                new PipelineEvent.LogEnded(unit)),
            Token);

        Assert.Contains("unit    │ PASS: one [not markup]", console.Output, StringComparison.Ordinal);
        Assert.Contains("unit    │ PASS: two", console.Output, StringComparison.Ordinal);
        Assert.Contains("pipeline 1 · running · 10.0 s", console.Output, StringComparison.Ordinal);
        Assert.Matches(@"build\s+✓ compile 3\.5 s", console.Output);
        Assert.Matches(@"test\s+\S unit 5\.0 s", console.Output);
    }

    [Fact]
    public async Task Clock_Moving_MovesTheTimesWithoutAnEvent()
    {
        using var console = new TestConsole().Width(100).Interactive();
        var clock = new FakeTimeProvider(Views.Noon);
        var events = Channel.CreateUnbounded<PipelineEvent>();
        var showing = new TerminalDisplay(console, clock).ShowAsync(events.Reader.ReadAllAsync(Token), Token);
        await events.Writer.WriteAsync(
            new PipelineEvent.Changed(Views.Pipeline(JobStatus.Running, Views.Job(1, "unit", "test", JobStatus.Running, 0))), Token);

        while (!console.Output.Contains("unit 42.0 s", StringComparison.Ordinal))
        {
            clock.SetUtcNow(clock.GetUtcNow() < Views.Noon.AddSeconds(42) ? Views.Noon.AddSeconds(42) : clock.GetUtcNow());
            clock.Advance(TimeSpan.Zero);
            await Task.Yield();
            Token.ThrowIfCancellationRequested();
        }

        events.Writer.Complete();
        await showing;
    }

    [Fact]
    public async Task LogColors_OfAJob_StayItsOwn()
    {
        using var console = new TestConsole().Width(100).Interactive().EmitAnsiSequences();
        console.Profile.Capabilities.ColorSystem = ColorSystem.TrueColor;
        var job = Views.Job(1, "unit", "test", JobStatus.Running, 0);

        await new TerminalDisplay(console, new FakeTimeProvider(Views.Noon)).ShowAsync(
            Views.Stream(Views.Log(job, "\e[31mred \e[1mbold\e[0m plain\n\e[38;2;1;2;3mexact\e[2J\e]0;title\a\n")), Token);

        Assert.Contains("\e[38;5;1mred \e[0m\e[1;38;5;1mbold\e[0m plain", console.Output, StringComparison.Ordinal);
        Assert.Contains("\e[38;2;1;2;3mexact\e[0m", console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[2J", console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("title", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stage_OfManyJobs_NamesThoseThatMatterAndCountsTheRest()
    {
        using var console = new TestConsole().Width(120).Interactive();
        var jobs = Enumerable.Range(1, 40).Select(
            i => Views.Job(i, $"test-{i}", "test", i == 7 ? JobStatus.Failed : i < 30 ? JobStatus.Success : JobStatus.Pending, 0, 1));

        await new TerminalDisplay(console, new FakeTimeProvider(Views.Noon)).ShowAsync(
            Views.Stream(new PipelineEvent.Changed(Views.Pipeline(JobStatus.Running, [.. jobs]))), Token);

        Assert.Contains("✗ test-7 1.0 s   ✓ 28 success   … 11 pending", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_WhileItWaits_EndsIt()
    {
        using var console = new TestConsole().Interactive();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var events = Channel.CreateUnbounded<PipelineEvent>();
        var showing = new TerminalDisplay(console, TimeProvider.System).ShowAsync(events.Reader.ReadAllAsync(cancel.Token), cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => showing);
    }
}
