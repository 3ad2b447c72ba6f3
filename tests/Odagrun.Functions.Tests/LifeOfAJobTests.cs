using System.Text;
using System.Text.Json;
using Odagrun.Functions.Tests.Fakes;
using Odagrun.GitLab.Api;
using Odagrun.Handover;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Store;

namespace Odagrun.Functions.Tests;

/// <summary>One job through all functions.</summary>
public sealed class LifeOfAJobTests : IDisposable
{
    private static readonly PodStatus Reported = new(
        PodPhase.Finished, 0, Termination: new TerminationMessage
        {
            Reported = true,
            State = "success",
            Phases = new Dictionary<string, long> { ["script"] = 7 },
        });

    private readonly Rig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Job_ThroughAllSteps_RunsOnceAndLeavesNothing()
    {
        var job = await _rig.ReceiveAsync(Cancellation);
        Assert.Equal([JobState.Pending], job.Updates.Select(update => update.State));
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        await _rig.StepAsync(QueueNames.Start, Cancellation);
        _rig.Pods.End = Reported;
        await _rig.StepAsync(QueueNames.Follow, Cancellation);

        Assert.Equal(1, _rig.Pods.Made);
        Assert.Empty(await _rig.Store.ListAsync(Cancellation));
        Assert.Empty(await _rig.Pods.ListAsync(Cancellation));
        Assert.Empty(job.Finals);
        using var line = JsonDocument.Parse(Assert.Single(_rig.JournalLines));
        Assert.Equal("demo-42", line.RootElement.GetProperty("job").GetString());
        Assert.Equal("Succeeded", line.RootElement.GetProperty("outcome").GetString());
        Assert.Equal(7, line.RootElement.GetProperty("phases").GetProperty("script").GetInt64());
        Assert.All(
            ["received", "prepared", "started", "finished"], phase => Assert.True(line.RootElement.TryGetProperty(phase, out _), phase));
    }

    [Fact]
    public async Task Pod_AsItIsStarted_HasTheEnvelopeSealedForItsJob()
    {
        await _rig.ReceiveAsync(Cancellation);
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        await _rig.StepAsync(QueueNames.Start, Cancellation);

        var request = _rig.Pods.LastRequest!;
        var envelope = JsonSerializer.Deserialize(
            PayloadSeal.Open(request.Envelope.Span, request.Key, "demo-42"), HandoverJson.Default.ExecutorEnvelope)!;
        Assert.Equal(FakeComposer.Composed, request.Image.Digest);
        Assert.Equal("registry.test:5000/odagrun/executor", $"{request.Image.Registry}/{request.Image.Repository}");
        Assert.Equal(TimeSpan.FromMinutes(10), request.Timeout);
        Assert.Equal("configured", request.PullCredentials.Find("registry.test:5000")!.Username);
        Assert.Equal("debian:12", envelope.Image.Requested);
        Assert.Equal(["/entry"], envelope.Image.Entrypoint);
        Assert.Equal(42, envelope.Payload.GetProperty("id").GetInt64());
        Assert.Equal("demo", envelope.Runner.Name);
        Assert.StartsWith("r_", envelope.Runner.SystemId, StringComparison.Ordinal);
        Assert.DoesNotContain("job-token", Encoding.Latin1.GetString(request.Envelope.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_OfAWholeLife_HoldNoToken()
    {
        await _rig.ReceiveAsync(Cancellation);
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        await _rig.StepAsync(QueueNames.Start, Cancellation);

        Assert.DoesNotContain("job-token", _rig.Lines.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret-of-runner", _rig.Lines.ToString(), StringComparison.Ordinal);
    }

    // Each ticket comes twice: after its step, and again when the job is over.
    [Theory]
    [InlineData(QueueNames.Prepare)]
    [InlineData(QueueNames.Start)]
    [InlineData(QueueNames.Follow)]
    public async Task Ticket_DeliveredAgain_ChangesNothing(string repeated)
    {
        var job = await _rig.ReceiveAsync(Cancellation);
        foreach (var queue in new[] { QueueNames.Prepare, QueueNames.Start, QueueNames.Follow })
        {
            _rig.Pods.End = queue == QueueNames.Follow ? Reported : _rig.Pods.End;
            var ticket = await _rig.StepAsync(queue, Cancellation);
            if (queue == repeated)
            {
                await _rig.RunAsync(queue, ticket, Cancellation);
            }
        }

        foreach (var queue in new[] { QueueNames.Prepare, QueueNames.Start, QueueNames.Follow })
        {
            Assert.Equal(0, _rig.Queues.Of(queue).Count);
        }

        Assert.Equal(1, _rig.Pods.Made);
        Assert.Empty(job.Finals);
        Assert.Single(_rig.JournalLines);
    }

    [Theory]
    [InlineData(QueueNames.Prepare)]
    [InlineData(QueueNames.Start)]
    [InlineData(QueueNames.Follow)]
    public async Task Ticket_DeliveredToManyWorkersAtOnce_ActsOnce(string queue)
    {
        await _rig.ReceiveAsync(Cancellation);
        foreach (var before in new[] { QueueNames.Prepare, QueueNames.Start }.TakeWhile(before => before != queue))
        {
            await _rig.StepAsync(before, Cancellation);
        }

        var ticket = _rig.Queues.Of(queue).Take()!;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _rig.RunAsync(queue, ticket, Cancellation))));

        var record = await _rig.RecordAsync(Cancellation);
        Assert.Equal(ticket.Sequence + 1, record!.Sequence);
        Assert.True(_rig.Pods.Made <= 1);
        Assert.Equal(1, new[] { QueueNames.Prepare, QueueNames.Start, QueueNames.Follow }.Sum(name => _rig.Queues.Of(name).Count));
    }

    [Theory]
    [InlineData(QueueNames.Prepare)]
    [InlineData(QueueNames.Start)]
    public async Task Ticket_OfAnEarlierStep_AfterTheEnd_StartsNothing(string queue)
    {
        await _rig.ReceiveAsync(Cancellation);
        var early = new Dictionary<string, Jobs.Tickets.JobTicket>
        {
            [QueueNames.Prepare] = await _rig.StepAsync(QueueNames.Prepare, Cancellation),
            [QueueNames.Start] = await _rig.StepAsync(QueueNames.Start, Cancellation),
        };
        _rig.Pods.End = Reported;
        await _rig.StepAsync(QueueNames.Follow, Cancellation);

        await _rig.RunAsync(queue, early[queue], Cancellation);

        Assert.Equal(1, _rig.Pods.Made);
        Assert.Empty(await _rig.Pods.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Job_GivenAgainAfterItHasRun_IsRefusedAtGitLab()
    {
        await _rig.ReceiveAsync(Cancellation);
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        await _rig.StepAsync(QueueNames.Start, Cancellation);
        _rig.Pods.End = Reported;
        await _rig.StepAsync(QueueNames.Follow, Cancellation);

        var again = await _rig.ReceiveAsync(Cancellation);

        Assert.Equal("failed", again.State);
        Assert.Contains("not run twice", again.Log, StringComparison.Ordinal);
        Assert.Equal(1, _rig.Pods.Made);
    }

    [Fact]
    public async Task Job_GivenAgainBeforeItStarted_GoesOnWithTheNewToken()
    {
        await _rig.ReceiveAsync(Cancellation);
        var old = await _rig.StepAsync(QueueNames.Prepare, Cancellation);

        await _rig.ReceiveAsync(Cancellation);

        Assert.Equal(JobStage.Received, (await _rig.RecordAsync(Cancellation))!.Stage);
        await _rig.RunAsync(QueueNames.Prepare, old, Cancellation);
        await _rig.StepAsync(QueueNames.Start, Cancellation);
        Assert.Equal(0, _rig.Pods.Made);
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        await _rig.StepAsync(QueueNames.Start, Cancellation);
        Assert.Equal(1, _rig.Pods.Made);
    }
}
