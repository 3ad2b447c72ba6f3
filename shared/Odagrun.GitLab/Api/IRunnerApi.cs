namespace Odagrun.GitLab.Api;

/// <summary>
/// The runner's side of GitLab's runner API (<c>/api/v4/runners</c>, <c>/api/v4/jobs</c>). Every call has the transport retry
/// of that API behind it; what the server decides comes back as a value.
/// </summary>
public interface IRunnerApi
{
    /// <summary><c>POST /runners/verify</c> with system_id, info and features.</summary>
    Task<VerifyOutcome> VerifyAsync(RunnerIdentity runner, CancellationToken cancellationToken);

    /// <summary>
    /// <c>POST /jobs/request</c>. The server may hold the request for a minute (long polling) when <paramref name="lastUpdate"/> is
    /// current.
    /// </summary>
    Task<JobRequestOutcome> RequestJobAsync(RunnerIdentity runner, string? lastUpdate, CancellationToken cancellationToken);

    /// <summary><c>POST /runners/reset_authentication_token</c>: the runner's token is void from then on, the new one comes back.</summary>
    Task<TokenResetOutcome> ResetTokenAsync(RunnerIdentity runner, CancellationToken cancellationToken);

    /// <summary><c>PUT /jobs/:id</c>.</summary>
    Task<JobUpdateOutcome> UpdateJobAsync(JobAccess job, JobUpdate update, CancellationToken cancellationToken);

    /// <summary><c>PATCH /jobs/:id/trace</c> with <paramref name="content"/> at byte <paramref name="offset"/>.</summary>
    Task<TracePatchOutcome> PatchTraceAsync(
        JobAccess job, ReadOnlyMemory<byte> content, long offset, bool debugTrace, CancellationToken cancellationToken);

    /// <summary><c>POST /jobs/:id/artifacts</c>; <paramref name="write"/> produces the file and is called again for another try.</summary>
    Task<ArtifactUploadOutcome> UploadArtifactsAsync(
        JobAccess job, ArtifactUpload upload, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken);

    /// <summary>
    /// <c>GET /jobs/:id/artifacts</c>, direct download first; the token never goes to another host. The caller disposes the result's
    /// stream.
    /// </summary>
    Task<ArtifactDownloadOutcome> DownloadArtifactsAsync(JobAccess job, bool directDownload, CancellationToken cancellationToken);
}
