using System.Globalization;
using Odagrun.Executor.Archives;
using Odagrun.Executor.Archives.Collecting;
using Odagrun.Executor.Archives.Writing;
using Odagrun.Executor.Jobs;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Payload;

namespace Odagrun.Executor.Artifacts;

/// <summary>upload_artifacts_on_success and _on_failure: the archive, and each report, streamed as they are packed.</summary>
internal sealed class UploadArtifactsStep(bool onSuccess, IFileCollector collector, IArchiveWriter writer, IRunnerApi api) : IJobStep
{
    public string Section => onSuccess ? "upload_artifacts_on_success" : "upload_artifacts_on_failure";

    public string Header => onSuccess ? "Uploading artifacts for successful job" : "Uploading artifacts for failed job";

    public StepTime Time => StepTime.Late;

    public bool IsWanted(JobSession session) =>
        session.Progress.IsGood == onSuccess && Wanted(session).Any() && Directory.Exists(session.Directories.Project);

    public async Task<JobFailure?> RunAsync(JobSession session, CancellationToken cancellationToken)
    {
        JobFailure? first = null;
        foreach (var artifact in Wanted(session).ToList())
        {
            first ??= await UploadAsync(session, artifact, cancellationToken);
        }

        return first;
    }

    private IEnumerable<JobArtifact> Wanted(
        JobSession session) => (session.Job.Payload.Artifacts ?? []).Where(artifact => artifact.When switch
    {
        "always" => true,
        "on_failure" => !onSuccess,
        _ => onSuccess,
    });

    private async Task<JobFailure?> UploadAsync(JobSession session, JobArtifact artifact, CancellationToken cancellationToken)
    {
        var expand = new PathExpansion(session);
        var selection = collector.Collect(
            new FileQuery
            {
                ProjectDirectory = session.Directories.Project,
                Paths = expand.All(artifact.Paths),
                Exclude = expand.All(artifact.Exclude),
                Untracked = artifact.Untracked,
            },
            cancellationToken);
        foreach (var message in selection.Messages)
        {
            session.Trace.Write(message.IsWarning ? $"\e[33mWARNING: {message.Text}\e[0;m\n" : message.Text + "\n");
        }

        if (selection.Files.Count == 0)
        {
            session.Trace.Write("\e[31;1mERROR: No files to upload\e[0;m\n");
            return null;
        }

        var upload = ArtifactUploads.Describe(artifact, selection, expand);
        return await SendAsync(session, upload, selection, cancellationToken);
    }

    private async Task<JobFailure?> SendAsync(
        JobSession session, ArtifactUpload upload, FileSelection selection, CancellationToken cancellationToken)
    {
        var format = ArtifactUploads.Format(upload.Format);
        var level = ArtifactUploads.Level(session.Variables["ARTIFACT_COMPRESSION_LEVEL"]);
        ArtifactUploadOutcome outcome;
        try
        {
            outcome = await api.UploadArtifactsAsync(
                session.Job.Access, upload, (stream, token) => writer.WriteAsync(selection, format, level, stream, token),
                cancellationToken);
        }
        catch (ArchiveException e)
        {
            return JobFailure.System($"packing {upload.FileName} failed: {e.Message}");
        }

        if (outcome.Result == ArtifactUploadResult.Ok)
        {
            session.Trace.Write(string.Create(CultureInfo.InvariantCulture,
                $"Uploading artifacts as \"{upload.Type}\" to coordinator... 201 Created  id={session.Job.Payload.Id}\n"));
            return null;
        }

        return new JobFailure(Reason(outcome.Result),
            $"uploading the artifact {upload.FileName} ({upload.Type}) failed: {outcome.Message ?? outcome.Result.ToString()}");
    }

    private static FailureReason Reason(ArtifactUploadResult result) => result switch
    {
        ArtifactUploadResult.TooLarge => FailureReason.RunnerConfigurationError,
        ArtifactUploadResult.Failed => FailureReason.RunnerExternalDependencyFailure,
        _ => FailureReason.RunnerSystemFailure,
    };
}
