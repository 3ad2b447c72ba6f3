using System.Security.Cryptography;
using System.Text;
using Odagrun.Handover;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;
using Odagrun.Kubernetes.Store;

namespace Odagrun.Kubernetes.Tests.Store;

public sealed class SecretJobStoreTests : IAsyncDisposable
{
    private const string Own = "odagrun-demo-42";
    private const string Token = "glcbt-the-job-token";

    private static readonly JobName Job = new("demo", 42);
    private static readonly byte[] Payload = Encoding.UTF8.GetBytes($$"""{"id":42,"token":"{{Token}}"}""");

    private readonly SecretRig _rig = new();
    private readonly SecretJobStore _store;

    public SecretJobStoreTests() => _store = _rig.Open();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string[] Requests => [.. _rig.Server.Requests.Where(request => request is not ("GET *" or "WATCH *"))];

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Job_ThroughAllSteps_CostsFiveRequestsAndLeavesNothing()
    {
        await _store.ListAsync(Cancellation);
        await AddAsync();
        await StepAsync(1, record => record with { Stage = JobStage.Prepared, Sequence = 2 }, "envelope"u8.ToArray());
        await using (var claim = await ClaimAsync(2))
        {
            await claim.SaveAsync(claim.Record! with { Stage = JobStage.Starting }, Cancellation);
            await claim.ReadAccessAsync(Cancellation);
            await claim.ReadSealedAsync(JobPart.Envelope, Cancellation);
            await claim.SaveAsync(claim.Record with { Stage = JobStage.Started, Sequence = 3, Pod = "uid" }, Cancellation);
        }

        await using (var claim = await ClaimAsync(3))
        {
            await claim.FinishAsync(claim.Record! with { Stage = JobStage.Finished, Outcome = JobOutcome.Succeeded }, Cancellation);
            await claim.ArchiveAsync(Cancellation);
        }

        Assert.Equal(["POST *", $"PATCH {Own}", $"PATCH {Own}", $"PATCH {Own}", $"DELETE {Own}"], Requests);
        Assert.Empty(_rig.Server.Names);
    }

    [Fact]
    public async Task Secret_OfAJob_ShowsNoTokenAndHasWhatThePodReads()
    {
        await AddAsync();
        await using (var claim = await ClaimAsync(1))
        {
            await claim.WriteAsync(JobPart.Envelope, Payload, Cancellation);
            await claim.WriteAsync(JobPart.Service(1), Payload, Cancellation);
            await claim.SaveAsync(claim.Record!, Cancellation);
        }

        var secret = _rig.Server.Find(Own);
        Assert.Equal("demo", (string?)secret["metadata"]!["labels"]!["odagrun.io/runner"]);
        Assert.Equal("demo-42", (string?)secret["metadata"]!["labels"]!["odagrun.io/job"]);
        var data = secret["data"]!.AsObject().ToDictionary(entry => entry.Key, entry => Convert.FromBase64String((string)entry.Value!));
        Assert.Equal(["access", "envelope", "key", "key.service-1", "record", "service-1"], data.Keys.Order(StringComparer.Ordinal));
        Assert.All(data.Values, value => Assert.DoesNotContain(Token, Encoding.Latin1.GetString(value), StringComparison.Ordinal));
        Assert.Equal(Payload, PayloadSeal.Open(data["envelope"], JobKey.Parse(Encoding.ASCII.GetString(data["key"])), "demo-42"));
        Assert.Equal(
            Payload, PayloadSeal.Open(data["service-1"], JobKey.Parse(Encoding.ASCII.GetString(data["key.service-1"])), "demo-42"));
    }

    [Fact]
    public async Task Save_AfterAnotherProcessActed_IsRefusedAndChangesNothing()
    {
        await AddAsync();
        await using var claim = await ClaimAsync(1);
        await ActAsync(_rig.Open(), record => record with { Stage = JobStage.Prepared, Sequence = 2 });
        await claim.WriteAsync(JobPart.Envelope, Payload, Cancellation);

        var e = await Assert.ThrowsAsync<ClaimLostException>(() => claim.SaveAsync(claim.Record! with { Image = "mine" }, Cancellation));

        Assert.Equal(Job, e.Job);
        await using var after = await _rig.Open().ClaimAsync(Job, TimeSpan.Zero, Cancellation);
        Assert.Equal((2, null), (after!.Record!.Sequence, after.Record.Image));
        Assert.False(_rig.Server.Find(Own)["data"]!.AsObject().ContainsKey("envelope"));
    }

    [Fact]
    public async Task Save_AfterAnotherProcessPutTheTicketBack_IsMade()
    {
        await AddAsync();
        await using var claim = await ClaimAsync(1);
        await ActAsync(_rig.Open(), record => record with { Rescues = 1, Touched = DateTimeOffset.UnixEpoch.AddDays(1) });

        await claim.SaveAsync(claim.Record! with { Stage = JobStage.Prepared, Sequence = 2 }, Cancellation);

        await using var after = await _rig.Open().ClaimAsync(Job, TimeSpan.Zero, Cancellation);
        Assert.Equal(JobStage.Prepared, after!.Record!.Stage);
    }

    [Fact]
    public async Task Save_AfterTheSecretWasDeletedByHand_IsRefused()
    {
        await AddAsync();
        await using var claim = await ClaimAsync(1);
        _rig.Server.Remove(Own);

        await Assert.ThrowsAsync<ClaimLostException>(() => claim.SaveAsync(claim.Record!, Cancellation));

        Assert.Empty(_rig.Server.Names);
    }

    [Fact]
    public async Task Add_WhoseAnswerIsLost_IsAdded()
    {
        LoseOnce("POST *");

        Assert.Equal(JobAddition.Added, await AddAsync());

        Assert.Equal(2, Requests.Count(request => request == "POST *"));
    }

    [Fact]
    public async Task Save_WhoseAnswerIsLost_IsMadeOnceAndTheClaimGoesOn()
    {
        await AddAsync();
        LoseOnce($"PATCH {Own}");
        await using (var claim = await ClaimAsync(1))
        {
            await claim.SaveAsync(claim.Record! with { Sequence = 2 }, Cancellation);
            await claim.SaveAsync(claim.Record! with { Sequence = 3 }, Cancellation);
        }

        await using var after = await _rig.Open().ClaimAsync(Job, TimeSpan.Zero, Cancellation);
        Assert.Equal(3, after!.Record!.Sequence);
    }

    [Fact]
    public async Task Archive_WhoseAnswerIsLost_Succeeds()
    {
        await AddAsync();
        LoseOnce($"DELETE {Own}");
        await using var claim = await ClaimAsync(1);

        await claim.ArchiveAsync(Cancellation);

        Assert.Empty(_rig.Server.Names);
    }

    [Theory]
    [InlineData(JobStage.Prepared, false)]
    [InlineData(JobStage.Started, true)]
    public async Task Archive_AfterAnotherProcessActed_EndsOnlyWhatCantBeGivenAgain(JobStage stage, bool isRemoved)
    {
        await AddAsync();
        await StepAsync(1, record => record with { Stage = stage, Sequence = 2 });
        await using var claim = await ClaimAsync(2);
        await claim.FinishAsync(claim.Record! with { Stage = JobStage.Finished, Outcome = JobOutcome.Failed }, Cancellation);
        await ActAsync(_rig.Open(), record => record with { Sequence = 3 });

        var e = await Record.ExceptionAsync(() => claim.ArchiveAsync(Cancellation));

        Assert.Equal(isRemoved, e is null);
        Assert.Equal(isRemoved ? [] : [Own], _rig.Server.Names);
    }

    [Fact]
    public async Task Finish_WithAnOutcomeGitLabDoesNotKnow_IsSavedAtOnce()
    {
        await AddAsync();
        await using (var claim = await ClaimAsync(1))
        {
            await claim.FinishAsync(claim.Record! with { Stage = JobStage.Finished, Outcome = JobOutcome.Abandoned }, Cancellation);
        }

        await using var after = await _rig.Open().ClaimAsync(Job, TimeSpan.Zero, Cancellation);
        Assert.Equal(JobStage.Finished, after!.Record!.Stage);
    }

    [Fact]
    public async Task Claim_WhileTheWatchIsBehind_LooksAgainForANewerTicketOnly()
    {
        await _store.ListAsync(Cancellation);
        await AddAsync();
        _rig.Server.IsTelling = false;
        await ActAsync(_rig.Open(), record => record with { Sequence = 2 });
        _rig.Server.Requests.Clear();

        await using (var old = await ClaimAsync(1))
        {
            Assert.Equal(1, old.Record!.Sequence);
            await Assert.ThrowsAsync<ClaimLostException>(() => old.SaveAsync(old.Record with { Image = "x" }, Cancellation));
        }

        await using var current = await ClaimAsync(2);
        Assert.Equal(2, current.Record!.Sequence);
    }

    [Fact]
    public async Task Archive_WhileTheWatchIsBehind_IsNotListedAgain()
    {
        await _store.ListAsync(Cancellation);
        await AddAsync();
        _rig.Server.IsTelling = false;
        await using (var claim = await ClaimAsync(1))
        {
            await claim.ArchiveAsync(Cancellation);
        }

        Assert.Empty(await _store.ListAsync(Cancellation));
        Assert.Null(await _store.ReadAccessAsync(Job, Cancellation));
    }

    [Fact]
    public async Task Envelope_TooLargeForOneSecret_LiesWhereThePodLooksForItAndGoesWithTheJob()
    {
        await AddAsync(RandomNumberGenerator.GetBytes(700_000));
        Assert.Equal(2, _rig.Server.Names.Length);
        await StepAsync(1, record => record with { Stage = JobStage.Prepared }, RandomNumberGenerator.GetBytes(2 << 20));

        await using (var claim = await ClaimAsync(1))
        {
            var envelope = await claim.ReadSealedAsync(JobPart.Envelope, Cancellation);
            var pieces = StoredParts.SecretsOf(Job, JobPart.Envelope, envelope.Content);
            Assert.Equal(["envelope.0", "envelope.1", "envelope.2"], pieces.Select(piece => piece.Key));
            Assert.Equal(pieces.Select(piece => piece.Secret).Append(Own).Order(StringComparer.Ordinal), _rig.Server.Names);
            await claim.ArchiveAsync(Cancellation);
        }

        Assert.Empty(_rig.Server.Names);
    }

    [Fact]
    public async Task Prune_PiecesOfAnInterruptedAddition_AreRemovedAndOthersKept()
    {
        await AddAsync(RandomNumberGenerator.GetBytes(700_000));
        var kept = _rig.Server.Names;
        var piece = StoredParts.SecretsOf(new JobName("demo", 43), JobPart.Payload, RandomNumberGenerator.GetBytes(300_000));
        await _rig.CreateAsync(SecretManifest.OfPiece(new JobName("demo", 43), piece[0], "odagrun", owner: null), Cancellation);
        Assert.Equal(3, _rig.Server.Names.Length);

        await _store.PruneAsync(DateTimeOffset.MinValue, Cancellation);

        Assert.Equal(kept, _rig.Server.Names);
    }

    [Fact]
    public async Task Add_MoreThanAllPiecesTake_IsRefusedWithTheSizesAndStoresNothing()
    {
        var e = await Assert.ThrowsAsync<PartTooLargeException>(() => AddAsync(RandomNumberGenerator.GetBytes(9_000_000)));

        Assert.Contains("payload", e.Message, StringComparison.Ordinal);
        Assert.Contains("8000000", e.Message, StringComparison.Ordinal);
        Assert.Empty(_rig.Server.Names);
    }

    [Fact]
    public async Task Write_ServicesThatDoNotFitTogether_IsRefusedBeforeTheSave()
    {
        await AddAsync();
        await using var claim = await ClaimAsync(1);

        var e = await Record.ExceptionAsync(async () =>
        {
            for (var service = 0; service < 5; service++)
            {
                await claim.WriteAsync(JobPart.Service(service), RandomNumberGenerator.GetBytes(250_000), Cancellation);
            }
        });

        Assert.Contains("service-3", Assert.IsType<PartTooLargeException>(e).Message, StringComparison.Ordinal);
        await claim.SaveAsync(claim.Record!, Cancellation);
    }

    private Task<JobAddition> AddAsync(byte[]? payload = null) => _store.AddAsync(
        new JobRecord { Name = Job, Received = DateTimeOffset.UnixEpoch },
        new StoredAccess { Url = new Uri("http://gitlab.test"), JobId = 42, Token = Token },
        payload ?? Payload,
        Cancellation);

    private async Task<IJobClaim> ClaimAsync(int sequence) =>
        (await _store.ClaimAsync(new JobTicket { Job = Job, Sequence = sequence }, TimeSpan.Zero, Cancellation))!;

    private async Task StepAsync(int sequence, Func<JobRecord, JobRecord> change, byte[]? envelope = null)
    {
        await using var claim = await ClaimAsync(sequence);
        if (envelope is not null)
        {
            await claim.WriteAsync(JobPart.Envelope, envelope, Cancellation);
        }

        await claim.SaveAsync(change(claim.Record!), Cancellation);
    }

    private static async Task ActAsync(SecretJobStore store, Func<JobRecord, JobRecord> change)
    {
        await using var claim = await store.ClaimAsync(Job, TimeSpan.Zero, Cancellation);
        await claim!.SaveAsync(change(claim.Record!), Cancellation);
    }

    private void LoseOnce(string request) =>
        _rig.Server.Loses = asked => asked == request && _rig.Server.Requests.Count(other => other == request) == 1;
}
