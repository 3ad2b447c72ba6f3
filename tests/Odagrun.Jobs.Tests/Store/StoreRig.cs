using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Odagrun.Jobs.Settings;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Store.Directories;
using Odagrun.Jobs.Tickets;
using Odagrun.Stack;

namespace Odagrun.Jobs.Tests.Store;

/// <summary>A store in a directory of its own.</summary>
internal sealed class StoreRig : IDisposable
{
    public const string Secret = "glcbt-the-job-token";

    public static readonly JobName Job = new("demo", 42);

    public StoreRig() => Store = Open();

    public WorkDirectory Directory { get; } = WorkDirectory.Create("store");

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UnixEpoch.AddYears(56));

    public DirectoryJobStore Store { get; }

    public static StoredAccess Access { get; } = new() { Url = new Uri("http://gitlab.test"), JobId = 42, Token = Secret };

    public static byte[] Payload { get; } = """{"id":42,"token":"glcbt-the-job-token"}"""u8.ToArray();

    /// <summary>Another process' view of the same directory.</summary>
    public DirectoryJobStore Open() => new(Options.Create(new JobsOptions { Directory = Directory.Path }));

    public Task<JobAddition> AddAsync(CancellationToken cancellationToken) =>
        Store.AddAsync(new JobRecord { Name = Job, Received = Clock.GetUtcNow() }, Access, Payload, cancellationToken);

    public async Task<IJobClaim> ClaimAsync(CancellationToken cancellationToken) =>
        await Store.ClaimAsync(Job, TimeSpan.Zero, cancellationToken)
            ?? throw new InvalidOperationException("the job is claimed by somebody else");

    public async Task FinishAsync(JobOutcome outcome, DateTimeOffset? started, CancellationToken cancellationToken)
    {
        await using var claim = await ClaimAsync(cancellationToken);
        await claim.SaveAsync(
            claim.Record! with { Stage = JobStage.Finished, Outcome = outcome, Started = started, Finished = Clock.GetUtcNow() },
            cancellationToken);
        await claim.ArchiveAsync(cancellationToken);
    }

    public void Dispose() => Directory.Dispose();
}
