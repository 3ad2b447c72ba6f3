using System.Globalization;
using Odagrun.Executor.Jobs;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Payload;

namespace Odagrun.Executor.Artifacts;

/// <summary>Fetches one earlier job's archive to a file; at first straight from the object storage, then through GitLab.</summary>
internal sealed class ArtifactDownloader(IRunnerApi api, TimeProvider clock)
{
    private const int Tries = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Null when the archive lies at <paramref name="path"/>.</summary>
    internal async Task<JobFailure?> DownloadAsync(
        JobRequest job, JobDependency dependency, string path, CancellationToken cancellationToken)
    {
        var access = job.Access with
        {
            JobId = dependency.Id,
            Token = dependency.Token is { Length: > 0 } token ? token : job.Access.Token,
        };
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await api.DownloadArtifactsAsync(access, directDownload: attempt == 1, cancellationToken);
            var message = outcome.Message ?? outcome.Result.ToString();
            if (outcome is { Result: ArtifactDownloadResult.Ok, Content: { } content })
            {
                await using (content)
                {
                    if (await StoreAsync(content, path, cancellationToken) is not { } cut)
                    {
                        return null;
                    }

                    message = cut;
                }
            }

            // What the client itself has tried again is not tried here: only a transfer that was cut off.
            if (attempt == Tries || outcome.Result != ArtifactDownloadResult.Ok)
            {
                return Failure(dependency, outcome.Result, message);
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    // Null, or what cut the transfer off: the network's fault, not the disk's, is worth another try.
    private static async Task<string?> StoreAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        var buffer = new byte[128 << 10];
        while (true)
        {
            int count;
            try
            {
                count = await content.ReadAsync(buffer, cancellationToken);
            }
            catch (Exception e) when (e is IOException or HttpRequestException)
            {
                return e.Message;
            }

            if (count == 0)
            {
                return null;
            }

            await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }

    private static JobFailure Failure(JobDependency dependency, ArtifactDownloadResult result, string message) => new(
        result is ArtifactDownloadResult.Failed or ArtifactDownloadResult.Ok
            ? FailureReason.RunnerExternalDependencyFailure
            : FailureReason.RunnerSystemFailure,
        string.Create(
            CultureInfo.InvariantCulture, $"downloading the artifacts of job {dependency.Name} ({dependency.Id}) failed: {message}"));
}
