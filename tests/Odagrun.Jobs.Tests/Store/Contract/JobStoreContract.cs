using System.Security.Cryptography;
using System.Text;
using Odagrun.Handover;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Jobs.Tests.Store.Contract;

/// <summary>What every job store does; each store's tests derive from it.</summary>
public abstract class JobStoreContract
{
    private const string Secret = "glcbt-the-job-token";

    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(56);

    private readonly Lazy<IJobStore> _store;

    protected JobStoreContract() => _store = new Lazy<IJobStore>(Open);

    protected static JobName Job { get; } = new("demo", 42);

    protected static StoredAccess Access { get; } = new() { Url = new Uri("http://gitlab.test"), JobId = 42, Token = Secret };

    protected static byte[] Payload { get; } = """{"id":42,"token":"glcbt-the-job-token"}"""u8.ToArray();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>This process' store.</summary>
    protected IJobStore Store => _store.Value;

    /// <summary>Another process' view of the same store.</summary>
    protected abstract IJobStore Open();

    [Fact]
    public async Task Add_NewJob_IsListedCountedAndReadable()
    {
        Assert.Equal(JobAddition.Added, await AddAsync(Store));

        Assert.Equal(Job, Assert.Single(await Store.ListAsync(Cancellation)).Name);
        Assert.Equal(1, await Store.CountAsync("demo", Cancellation));
        Assert.Equal(0, await Store.CountAsync("other", Cancellation));
        Assert.Equal(Secret, (await Store.ReadAccessAsync(Job, Cancellation))!.Token);
        await using var claim = await ClaimAsync(Store);
        Assert.Equal(Payload, await claim.ReadAsync(JobPart.Payload, Cancellation));
    }

    [Fact]
    public async Task Add_KnownJob_IsRefusedAndLeftAsItIs()
    {
        await AddAsync(Store);
        await SaveAsync(Store, record => record with { Sequence = 7 });

        Assert.Equal(JobAddition.AlreadyThere, await AddAsync(Open()));

        await using var claim = await ClaimAsync(Open());
        Assert.Equal(7, claim.Record!.Sequence);
    }

    [Fact]
    public async Task Add_TheSameJobFromManyProcessesAtOnce_AddsItOnce()
    {
        IJobStore[] stores = [.. Enumerable.Range(0, 4).Select(_ => Open())];

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(index => Task.Run(() => AddAsync(stores[index % 4]))));

        Assert.Single(results, JobAddition.Added);
        Assert.All(results, result => Assert.NotEqual(JobAddition.AlreadyOver, result));
    }

    [Fact]
    public async Task Add_APayloadOfTwoMebibytes_IsReadWholeByAnotherProcess()
    {
        var large = RandomNumberGenerator.GetBytes(2 << 20);
        await Store.AddAsync(new JobRecord { Name = Job, Received = Now }, Access, large, Cancellation);

        await using var claim = await ClaimAsync(Open());
        Assert.Equal(large, await claim.ReadAsync(JobPart.Payload, Cancellation));
        Assert.Single(await Store.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Save_SeenByAnotherProcess_IsTheNewRecord()
    {
        await AddAsync(Store);
        await SaveAsync(Store, record => record with { Stage = JobStage.Started, Sequence = 5, Pod = "uid" });

        await using var other = await ClaimAsync(Open());
        Assert.Equal((JobStage.Started, 5, "uid"), (other.Record!.Stage, other.Record.Sequence, other.Record.Pod));
    }

    [Fact]
    public async Task Save_ManyClaimsOfTwoProcessesAtOnce_LosesNoChange()
    {
        await AddAsync(Store);
        IJobStore[] stores = [Store, Open()];

        await Task.WhenAll(Enumerable.Range(0, 20).Select(index => Task.Run(() => IncrementAsync(stores[index % 2]))));

        await using var claim = await ClaimAsync(Open());
        Assert.Equal(21, claim.Record!.Sequence);
    }

    [Fact]
    public async Task Claim_WithinTheProcess_IsOneAtATime()
    {
        await AddAsync(Store);
        var first = await ClaimAsync(Store);
        Assert.Null(await Store.ClaimAsync(Job, TimeSpan.Zero, Cancellation));

        var patient = Store.ClaimAsync(Job, TimeSpan.FromMinutes(1), Cancellation);
        await first.DisposeAsync();
        await first.DisposeAsync();

        await using var second = await patient;
        Assert.NotNull(second);
        Assert.Null(await Store.ClaimAsync(Job, TimeSpan.Zero, Cancellation));
    }

    [Fact]
    public async Task Claim_OfAJobThatIsNotThere_HasNoRecord()
    {
        await using var claim = await ClaimAsync(Store);

        Assert.Null(claim.Record);
    }

    [Fact]
    public async Task Claim_OfANewerTicket_IsAsNewAsTheTicket()
    {
        await AddAsync(Store);
        var other = Open();
        Assert.Single(await other.ListAsync(Cancellation));
        await SaveAsync(Store, record => record with { Sequence = 2 });

        await using var claim = await other.ClaimAsync(new JobTicket { Job = Job, Sequence = 2 }, TimeSpan.Zero, Cancellation);

        Assert.Equal(2, claim!.Record!.Sequence);
    }

    [Fact]
    public async Task Write_APart_IsThereAtOnceAndForOthersAfterTheSave()
    {
        await AddAsync(Store);
        await using (var claim = await ClaimAsync(Store))
        {
            await claim.WriteAsync(JobPart.Envelope, Envelope(), Cancellation);
            Assert.Equal(Envelope(), await claim.ReadAsync(JobPart.Envelope, Cancellation));
            await claim.SaveAsync(claim.Record! with { Stage = JobStage.Prepared }, Cancellation);
            Assert.Equal(Envelope(), await claim.ReadAsync(JobPart.Envelope, Cancellation));
        }

        await using var other = await ClaimAsync(Open());
        Assert.Equal(Envelope(), await other.ReadAsync(JobPart.Envelope, Cancellation));
        Assert.Equal(Payload, await other.ReadAsync(JobPart.Payload, Cancellation));
    }

    [Fact]
    public async Task Write_AnEnvelopeOfTwoMebibytes_IsReadWholeByAnotherProcess()
    {
        await AddAsync(Store);
        var large = RandomNumberGenerator.GetBytes(2 << 20);
        await using (var claim = await ClaimAsync(Store))
        {
            await claim.WriteAsync(JobPart.Envelope, large, Cancellation);
            await claim.SaveAsync(claim.Record! with { Stage = JobStage.Prepared }, Cancellation);
        }

        await using var other = await ClaimAsync(Open());
        var part = await other.ReadSealedAsync(JobPart.Envelope, Cancellation);
        Assert.Equal(large, PayloadSeal.Open(part.Content.Span, part.Key, Job.ToString()));
    }

    [Fact]
    public async Task ReadSealed_AsThePodGetsIt_OpensWithItsKeyAndOnlyForItsJob()
    {
        await AddAsync(Store);
        await using var claim = await ClaimAsync(Store);
        await claim.WriteAsync(JobPart.Envelope, Envelope(), Cancellation);
        await claim.WriteAsync(JobPart.Service(1), "service"u8.ToArray(), Cancellation);
        await claim.SaveAsync(claim.Record!, Cancellation);

        var part = await claim.ReadSealedAsync(JobPart.Envelope, Cancellation);
        Assert.Equal(Envelope(), PayloadSeal.Open(part.Content.Span, part.Key, "demo-42"));
        Assert.ThrowsAny<CryptographicException>(() => PayloadSeal.Open(part.Content.Span, part.Key, "demo-43"));
        var service = await claim.ReadSealedAsync(JobPart.Service(1), Cancellation);
        Assert.Equal("service"u8.ToArray(), PayloadSeal.Open(service.Content.Span, part.Key.Derive("service-1"), "demo-42"));
        Assert.ThrowsAny<CryptographicException>(() => PayloadSeal.Open(service.Content.Span, part.Key, "demo-42"));
    }

    [Fact]
    public async Task Renew_GivenAgainByGitLab_HasTheNewTokenAndMakesOldTicketsOld()
    {
        await AddAsync(Store);
        await using (var claim = await ClaimAsync(Store))
        {
            await claim.WriteAsync(JobPart.Envelope, Envelope(), Cancellation);
            await claim.SaveAsync(claim.Record! with { Stage = JobStage.Prepared, TwoPhase = true }, Cancellation);
            await claim.RenewAsync(Access with { Token = "new" }, """{"id":43}"""u8.ToArray(), Cancellation);
        }

        await using var other = await ClaimAsync(Open());
        Assert.Equal((JobStage.Received, 2, (bool?)null), (other.Record!.Stage, other.Record.Sequence, other.Record.TwoPhase));
        Assert.Equal("new", (await other.ReadAccessAsync(Cancellation)).Token);
        Assert.Equal("""{"id":43}"""u8.ToArray(), await other.ReadAsync(JobPart.Payload, Cancellation));
    }

    [Theory]
    [InlineData(JobOutcome.Succeeded)]
    [InlineData(JobOutcome.Abandoned)]
    public async Task Finish_BeforeItIsArchived_IsKnownToItsClaim(JobOutcome outcome)
    {
        await AddAsync(Store);
        await using var claim = await ClaimAsync(Store);

        await claim.FinishAsync(claim.Record! with { Stage = JobStage.Finished, Outcome = outcome }, Cancellation);

        Assert.Equal((JobStage.Finished, outcome), (claim.Record!.Stage, claim.Record.Outcome));
        Assert.Single(await Store.ListAsync(Cancellation));
    }

    [Theory]
    [InlineData(JobOutcome.Succeeded)]
    [InlineData(JobOutcome.Abandoned)]
    public async Task Archive_AFinishedJob_IsNoLongerStoredForAnybody(JobOutcome outcome)
    {
        await AddAsync(Store);
        await using (var claim = await ClaimAsync(Store))
        {
            await claim.FinishAsync(claim.Record! with { Stage = JobStage.Finished, Outcome = outcome, Started = Now }, Cancellation);
            await claim.ArchiveAsync(Cancellation);
            Assert.Null(claim.Record);
        }

        Assert.Empty(await Store.ListAsync(Cancellation));
        Assert.Equal(0, await Store.CountAsync("demo", Cancellation));
        Assert.Null(await Store.ReadAccessAsync(Job, Cancellation));
        await using var other = await ClaimAsync(Open());
        Assert.Null(other.Record);
    }

    [Fact]
    public void SystemId_OfAnyProcess_IsTheSame()
    {
        Assert.Matches("^r_[a-z0-9]{12}$", Store.SystemId);
        Assert.Equal(Store.SystemId, Open().SystemId);
    }

    protected static Task<JobAddition> AddAsync(IJobStore store) =>
        store.AddAsync(new JobRecord { Name = Job, Received = Now }, Access, Payload, Cancellation);

    protected static async Task<IJobClaim> ClaimAsync(IJobStore store) =>
        await store.ClaimAsync(Job, TimeSpan.FromSeconds(10), Cancellation)
            ?? throw new InvalidOperationException("the job is claimed by somebody else");

    protected static async Task SaveAsync(IJobStore store, Func<JobRecord, JobRecord> change)
    {
        await using var claim = await ClaimAsync(store);
        await claim.SaveAsync(change(claim.Record!), Cancellation);
    }

    // What a worker does whose claim may turn out to be lost: whoever has acted, it looks again.
    private static async Task IncrementAsync(IJobStore store)
    {
        while (true)
        {
            try
            {
                await SaveAsync(store, record => record with { Sequence = record.Sequence + 1 });
                return;
            }
            catch (ClaimLostException)
            {
                await Task.Yield();
            }
        }
    }

    private static byte[] Envelope() => Encoding.UTF8.GetBytes($$"""{"version":1,"payload":{{Encoding.UTF8.GetString(Payload)}}}""");
}
