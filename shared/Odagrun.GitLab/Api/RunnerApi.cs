using Odagrun.GitLab.Artifacts;
using Odagrun.GitLab.Http;

namespace Odagrun.GitLab.Api;

/// <summary>The calls, each by the class that knows it.</summary>
internal sealed class RunnerApi(ApiCall call) : IRunnerApi
{
    private readonly RunnerCalls _runner = new(call);
    private readonly JobCalls _job = new(call);
    private readonly ArtifactUploader _uploader = new(call);
    private readonly ArtifactDownloader _downloader = new(call);

    public Task<VerifyOutcome> VerifyAsync(RunnerIdentity runner, CancellationToken cancellationToken) =>
        _runner.VerifyAsync(runner, cancellationToken);

    public Task<JobRequestOutcome> RequestJobAsync(RunnerIdentity runner, string? lastUpdate, CancellationToken cancellationToken) =>
        _runner.RequestJobAsync(runner, lastUpdate, cancellationToken);

    public Task<TokenResetOutcome> ResetTokenAsync(RunnerIdentity runner, CancellationToken cancellationToken) =>
        _runner.ResetTokenAsync(runner, cancellationToken);

    public Task<JobUpdateOutcome> UpdateJobAsync(JobAccess job, JobUpdate update, CancellationToken cancellationToken) =>
        _job.UpdateAsync(job, update, cancellationToken);

    public Task<TracePatchOutcome> PatchTraceAsync(
        JobAccess job, ReadOnlyMemory<byte> content, long offset, bool debugTrace, CancellationToken cancellationToken) =>
        _job.PatchTraceAsync(job, content, offset, debugTrace, cancellationToken);

    public Task<ArtifactUploadOutcome> UploadArtifactsAsync(
        JobAccess job, ArtifactUpload upload, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) =>
        _uploader.UploadAsync(job, upload, write, cancellationToken);

    public Task<ArtifactDownloadOutcome> DownloadArtifactsAsync(JobAccess job, bool directDownload, CancellationToken cancellationToken) =>
        _downloader.DownloadAsync(job, directDownload, cancellationToken);
}
