using System.Text.Json;
using Microsoft.Extensions.Options;
using Odagrun.Jobs.Settings;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Jobs.Store.Directories;

/// <summary>The job store of one machine: a directory (mode 0700) that any number of processes share.</summary>
internal sealed class DirectoryJobStore : IJobStore
{
    private readonly StoreLayout _layout;
    private readonly Lazy<string> _systemId;

    public DirectoryJobStore(IOptions<JobsOptions> options)
    {
        _layout = new StoreLayout(options.Value.Directory);
        _layout.Create();
        _systemId = new Lazy<string>(() => SystemIdFile.ReadOrCreate(_layout.Root));
    }

    public string SystemId => _systemId.Value;

    // Put together aside and renamed: nobody ever sees half a job.
    public async Task<JobAddition> AddAsync(
        JobRecord record, StoredAccess access, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (await KnownAsync(record.Name, cancellationToken).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        var directory = new JobDirectory(Path.Combine(_layout.Incoming, $"{record.Name}.{Guid.NewGuid():N}"), record.Name);
        try
        {
            Directory.CreateDirectory(directory.Path, PrivateFile.DirectoryMode);
            await directory.FillAsync(record, access, payload, cancellationToken).ConfigureAwait(false);
            Directory.Move(directory.Path, _layout.LiveOf(record.Name));
            DirectorySync.Flush(_layout.Live);
            return JobAddition.Added;
        }
        catch (IOException) when (Directory.Exists(_layout.LiveOf(record.Name)))
        {
            // Another process added it between our look and our rename.
            directory.Remove();
            return JobAddition.AlreadyThere;
        }
        catch
        {
            directory.Remove();
            throw;
        }
    }

    public async Task<IJobClaim?> ClaimAsync(JobName job, TimeSpan patience, CancellationToken cancellationToken)
    {
        var held = await JobLock.TakeAsync(_layout.LockOf(job), patience, cancellationToken).ConfigureAwait(false);
        if (held is null)
        {
            return null;
        }

        try
        {
            var directory = new JobDirectory(_layout.LiveOf(job), job);
            return new DirectoryJobClaim(
                directory, _layout, held, await directory.ReadRecordAsync(cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await held.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task<StoredAccess?> ReadAccessAsync(JobName job, CancellationToken cancellationToken)
    {
        var directory = new JobDirectory(_layout.LiveOf(job), job);
        return await directory.TryReadAsync(JobPart.Access, cancellationToken).ConfigureAwait(false) is { } bytes
            ? JsonSerializer.Deserialize(bytes, StoreJson.Default.StoredAccess)
            : null;
    }

    public async Task<IReadOnlyList<JobRecord>> ListAsync(CancellationToken cancellationToken)
    {
        var records = new List<JobRecord>();
        foreach (var job in Names(_layout.Live))
        {
            if (await new JobDirectory(_layout.LiveOf(job), job).ReadRecordAsync(cancellationToken).ConfigureAwait(false) is { } record)
            {
                records.Add(record);
            }
        }

        return records;
    }

    public Task<int> CountAsync(string runner, CancellationToken cancellationToken) =>
        Task.FromResult(Names(_layout.Live).Count(job => job.Runner == runner));

    public async Task<string?> FindProblemAsync(long size, CancellationToken cancellationToken)
    {
        try
        {
            await PrivateFile.TryRoomAsync(Path.Combine(_layout.Incoming, $".room.{Guid.NewGuid():N}"), size, cancellationToken)
                .ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    public async Task PruneAsync(DateTimeOffset limit, CancellationToken cancellationToken)
    {
        foreach (var left in Directory.EnumerateDirectories(_layout.Incoming)
            .Where(path => Directory.GetLastWriteTimeUtc(path) < limit.UtcDateTime))
        {
            Directory.Delete(left, recursive: true);
        }

        foreach (var job in Names(_layout.Finished))
        {
            var directory = new JobDirectory(_layout.FinishedOf(job), job);
            var record = await directory.ReadRecordAsync(cancellationToken).ConfigureAwait(false);
            if ((record?.Finished ?? DateTimeOffset.MinValue) < limit)
            {
                directory.Remove();
                File.Delete(_layout.LockOf(job));
            }
        }
    }

    // A job that GitLab took back before anything of it ran may come again; every other finished one may not.
    private async Task<JobAddition?> KnownAsync(JobName job, CancellationToken cancellationToken)
    {
        if (Directory.Exists(_layout.LiveOf(job)))
        {
            return JobAddition.AlreadyThere;
        }

        var finished = await new JobDirectory(_layout.FinishedOf(job), job).ReadRecordAsync(cancellationToken).ConfigureAwait(false);
        return finished is null or { Outcome: JobOutcome.Abandoned, Started: null } ? null : JobAddition.AlreadyOver;
    }

    private static IEnumerable<JobName> Names(string directory) =>
        Directory.EnumerateDirectories(directory).Select(path => JobName.TryParse(Path.GetFileName(path))).OfType<JobName>();
}
