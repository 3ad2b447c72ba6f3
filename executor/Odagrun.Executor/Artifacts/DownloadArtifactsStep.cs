using System.Globalization;
using Odagrun.Executor.Archives.Extracting;
using Odagrun.Executor.Jobs;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Payload;

namespace Odagrun.Executor.Artifacts;

/// <summary>download_artifacts: up to six archives come at once, and are unpacked in the order GitLab gave.</summary>
internal sealed class DownloadArtifactsStep(ArtifactDownloader downloader, IArchiveExtractor extractor, TimeProvider clock) : IJobStep
{
    private const int AtOnce = 6;

    public string Section => "download_artifacts";

    public string Header => "Downloading artifacts";

    public StepTime Time => StepTime.Main;

    public bool IsWanted(JobSession session) => session.Progress.IsGood && ArtifactDependencies.Of(session).Count > 0;

    public async Task<JobFailure?> RunAsync(JobSession session, CancellationToken cancellationToken)
    {
        using var room = new SemaphoreSlim(AtOnce);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var downloads = ArtifactDependencies.Of(session)
            .Select(dependency => (Dependency: dependency, Path: PathOf(session, dependency)))
            .Select(
                entry => (entry.Dependency, entry.Path, Failure: DownloadAsync(session, entry.Dependency, entry.Path, room, stop.Token)))
            .ToList();
        try
        {
            foreach (var (dependency, path, failure) in downloads)
            {
                if (await failure is { } found)
                {
                    return found;
                }

                await UnpackAsync(session, dependency, path, cancellationToken);
            }

            return null;
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(downloads.Select(download => download.Failure)).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    private async Task<JobFailure?> DownloadAsync(
        JobSession session, JobDependency dependency, string path, SemaphoreSlim room, CancellationToken cancellationToken)
    {
        await room.WaitAsync(cancellationToken);
        try
        {
            return await TryAsync(session, dependency, path, cancellationToken);
        }
        finally
        {
            room.Release();
        }
    }

    // What GitLab refuses, it will refuse again.
    private async Task<JobFailure?> TryAsync(JobSession session, JobDependency dependency, string path, CancellationToken cancellationToken)
    {
        var attempts = Attempts.Read(session.Variables, "ARTIFACT_DOWNLOAD_ATTEMPTS");
        for (var attempt = 1; ; attempt++)
        {
            var failure = await downloader.DownloadAsync(session.Job, dependency, path, cancellationToken);
            if (failure?.Reason != FailureReason.RunnerExternalDependencyFailure || attempt == attempts.Count)
            {
                return failure;
            }

            session.Trace.Write(attempts.Describe(attempt, failure.Message, "from the beginning"));
            await Task.Delay(Attempts.Delay(attempt), clock, cancellationToken);
        }
    }

    private async Task UnpackAsync(JobSession session, JobDependency dependency, string path, CancellationToken cancellationToken)
    {
        var source = string.Create(CultureInfo.InvariantCulture, $"artifacts of job {dependency.Name} ({dependency.Id})");
        await using (var archive = File.OpenRead(path))
        {
            var count = await extractor.ExtractAsync(
                archive, new ExtractTarget(session.Directories.Project, session.Directories.Temporary, source), cancellationToken);
            session.Trace.Write(string.Create(CultureInfo.InvariantCulture,
                $"Downloading artifacts for {dependency.Name} ({dependency.Id})... ok: {archive.Length} bytes, {count} entries\n"));
        }

        File.Delete(path);
    }

    private static string PathOf(JobSession session, JobDependency dependency) =>
        Path.Combine(session.Directories.Temporary, string.Create(CultureInfo.InvariantCulture, $"artifacts-{dependency.Id}.zip"));
}
