using Odagrun.Executor.Caches;
using Odagrun.Executor.Control;
using Odagrun.Executor.Handover;
using Odagrun.Executor.Processes;
using Odagrun.Executor.Scripts;
using Odagrun.Executor.Services;
using Odagrun.Executor.Variables;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Hosting;
using Odagrun.GitLab.Payload;
using Odagrun.GitLab.Trace;
using Odagrun.Handover;
using Odagrun.Masking;

namespace Odagrun.Executor.Jobs;

/// <summary>Runs one job, from <c>running</c> to the final state.</summary>
internal sealed class JobRunner(
    GitLabClients gitLab, ProcessTable processes, ImageEnvironment image, StopTimes times, TimeProvider clock, long startedAt)
{
    // What is stored after the result holds the pod, and its place, no longer than this.
    private static readonly TimeSpan AfterResult = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Runs it; <paramref name="notes"/> stand at the beginning of its log, <paramref name="reported"/> hears of the result where more is
    /// done after it, <paramref name="terminated"/> is the end of the pod from outside.
    /// </summary>
    internal async Task<TerminationMessage> RunAsync(
        ExecutorEnvelope envelope, IReadOnlyList<string> notes, string privateDirectory, Action<TerminationMessage> reported,
        CancellationToken terminated)
    {
        var access = EnvelopeReader.Access(envelope, JobTls.Write(envelope.Tls, privateDirectory));
        var masker = new SecretMasker();
        masker.Add(access.Token);
        masker.Add(envelope.Tls?.Key?.Trim() ?? "");
        JobSecrets.AddTo(masker, envelope.Registry);
        JobUpdateOutcome running;
        try
        {
            running = await new JobStart(gitLab.Api, clock).RunningAsync(access, terminated);
        }
        catch (OperationCanceledException) when (terminated.IsCancellationRequested)
        {
            return NotStarted(
                FailureReason.RunnerInterrupted, "the pod was stopped before GitLab knew that the job runs; nothing of it was run");
        }

        switch (running.Result)
        {
            case JobUpdateResult.Conflict:
                return NotStarted(
                    FailureReason.RunnerSystemFailure, "the job was begun by another pod of it before; it is not run a second time");
            case JobUpdateResult.Abort:
                return NotStarted(FailureReason.JobCanceled, "GitLab says the job is over; nothing of it was run");
            case JobUpdateResult.Unavailable:
                return NotStarted(FailureReason.RunnerExternalDependencyFailure,
                    $"GitLab could not be told that the job runs, so nothing of it was run: {running.Message}");
        }

        // Counted from the request to end, whatever is going on then.
        using var lastWords = new CancellationTokenSource();
        using var hurry = terminated.Register(() => lastWords.CancelAfter(times.All));
        var progress = new JobProgress { Canceled = running.CancelRequested };
        var payload = Read(envelope, progress);
        JobSecrets.AddTo(masker, payload ?? new JobPayload());
        await using var trace = gitLab.Traces.Open(Options(envelope, payload, access, privateDirectory), masker);
        trace.Write(JobHeader.Text(envelope, notes));
        await using var caches = CacheRegistry.Of(envelope);
        var session = payload is null
            ? null
            : await RunStepsAsync(new JobRequest(envelope, payload, access), trace, progress, caches, privateDirectory, terminated);

        var result = await JobReport.FinishAsync(trace, progress, masker, lastWords.Token);
        if (session is not null && result.Reported && JobSteps.AfterResult(session, caches, clock) is { Count: > 0 } steps)
        {
            // Whatever becomes of the pod now: the result stands.
            reported(result);
            await RunAfterResultAsync(steps, session with { Trace = new PodLog(Console.Out, masker) }, terminated);
        }

        return result;
    }

    private async Task RunAfterResultAsync(IReadOnlyList<IJobStep> steps, JobSession session, CancellationToken terminated)
    {
        using var stops = new JobStops(AfterResult, TimeSpan.Zero, session.Trace, clock, terminated);
        await new JobWorkflow(steps, clock).RunAsync(session, stops);
    }

    // Null: it did not come as far as its steps.
    private async Task<JobSession?> RunStepsAsync(
        JobRequest job, IJobTrace trace, JobProgress progress, CacheRegistry? caches, string privateDirectory, CancellationToken terminated)
    {
        if (progress.Canceled)
        {
            progress.Record(new JobFailure(FailureReason.JobCanceled, "canceled before it started"));
            return null;
        }

        JobDirectories directories;
        VariableSet variables;
        try
        {
            directories = JobDirectories.Of(job.Envelope.BuildsDir, job.Payload);
            variables = JobVariables.Build(job, directories);
        }
        catch (JobConfigurationException e)
        {
            progress.Record(JobFailure.Configuration(e.Message));
            return null;
        }

        var session = new JobSession(job, directories, variables, trace, progress);
        await using var control = Serve(session, privateDirectory);
        using var stops = new JobStops(job.Timeout, clock.GetElapsedTime(startedAt), trace, clock, terminated);
        await using var scripts = new ScriptProcesses(
            processes, new ProcessTree(clock), trace, () => terminated.IsCancellationRequested ? times.Scripts : ScriptProcesses.Grace);
        await using var services = new ServiceLogs(job.Envelope.Services, variables.IsOn("CI_DEBUG_SERVICES"), trace, clock);
        try
        {
            await new JobWorkflow(JobSteps.Create(session, gitLab.Api, caches, scripts, image, clock), clock).RunAsync(session, stops);
        }
        catch (JobConfigurationException e)
        {
            progress.Record(JobFailure.Configuration(e.Message));
            return null;
        }

        stops.Note(progress);
        return session;
    }

    // An envelope of before knows no registries: its job has the commands that need none.
    private static ControlServer? Serve(JobSession session, string privateDirectory)
    {
        if (session.Job.Envelope.Registry is not { } registry)
        {
            return null;
        }

        var server = ControlServer.Start(privateDirectory, new ControlService(session, registry));
        session.Variables.Set(ControlSocket.Variable, server.Path);
        return server;
    }

    private static JobPayload? Read(ExecutorEnvelope envelope, JobProgress progress)
    {
        try
        {
            return EnvelopeReader.Payload(envelope);
        }
        catch (JobConfigurationException e)
        {
            progress.Record(JobFailure.Configuration(e.Message));
            return null;
        }
    }

    private static TerminationMessage NotStarted(FailureReason reason, string message) =>
        new() { Reported = reason == FailureReason.JobCanceled, State = "failed", Reason = reason.ToString(), Message = message };

    private static JobTraceOptions Options(
        ExecutorEnvelope envelope, JobPayload? payload, JobAccess access, string privateDirectory) => new()
        {
            Job = access,
            BufferPath = Path.Combine(privateDirectory, "trace"),
            Timestamps = Variable(payload, "FF_TIMESTAMPS") is not ("false" or "0"),
            Sections = payload?.Features?.TraceSections ?? false,
            DebugTrace = IsOn(Variable(payload, "CI_DEBUG_TRACE")) || IsOn(Variable(payload, "CI_DEBUG_SERVICES")),
            Limit = envelope.OutputLimit,
            SupportedReasons = payload?.Features?.FailureReasons ?? [],
        };

    private static bool IsOn(string? value) => value is "true" or "1" or "TRUE" or "True";

    private static string? Variable(JobPayload? payload, string name) =>
        payload?.Variables?.LastOrDefault(variable => variable.Key == name)?.Value;
}
