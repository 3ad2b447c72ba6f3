using System.Runtime.InteropServices;
using Odagrun.Executor.Handover;
using Odagrun.Executor.Jobs;
using Odagrun.Executor.Processes;
using Odagrun.Executor.Scripts;
using Odagrun.Executor.Services;
using Odagrun.GitLab.Hosting;
using Odagrun.Handover;

namespace Odagrun.Executor.Commands;

/// <summary><c>run-job</c>: the first process of a job's pod.</summary>
internal sealed class RunJobCommand(TimeProvider clock) : IExecutorCommand
{
    public string Name => "run-job";

    public string Summary => "runs the job that its pod hands over (the executor image's entrypoint)";

    public async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var startedAt = clock.GetTimestamp();
        HandedOver handed;
        try
        {
            ProcessShield.Raise();
            handed = HandedOver.Take();
        }
        catch (HandoverException e)
        {
            return Refuse(ExecutorEnvironment.DefaultTerminationLog, e.Message, ExitCode.HandoverUnreadable);
        }

        using var terminated = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, terminated));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, terminated));
        try
        {
            var message = await RunAsync(handed, startedAt, terminated.Token);
            TerminationLog.Write(handed.TerminationLog, message);
            return message switch
            {
                { Reported: false } => ExitCode.NotReported,
                { State: "success" } => ExitCode.Success,
                _ => ExitCode.JobFailed,
            };
        }
        catch (HandoverException e)
        {
            return Refuse(handed.TerminationLog, e.Message, ExitCode.HandoverUnreadable);
        }
        catch (Exception e)
        {
            // The outermost layer: whatever it is, FollowJob must learn that the job's state was not reported.
            Console.Error.WriteLine(e);
            return Refuse(handed.TerminationLog, $"the executor failed: {e.GetType().Name}: {e.Message}", ExitCode.Fault);
        }
    }

    private async Task<TerminationMessage> RunAsync(HandedOver handed, long startedAt, CancellationToken terminated)
    {
        // After the secrets are out of it, and before anything is added for this process alone.
        var image = new ImageEnvironment(GivenEnvironment.Read());
        var envelope = await EnvelopeReader.OpenAsync(handed, HandoverJson.Default.ExecutorEnvelope, terminated);
        var directory = Directory.CreateTempSubdirectory("odagrun-").FullName;
        try
        {
            TrustedAuthorities.Set(ExtraAuthorities(envelope), directory);
            using var gitLab = GitLabClients.Create(clock);
            using var processes = new ProcessTable();
            return await new JobRunner(gitLab, processes, image, StopTimes.Of(handed.Grace), clock, startedAt).RunAsync(
                envelope, handed.Notes, directory, message => TerminationLog.Write(handed.TerminationLog, message), terminated);
        }
        finally
        {
            ServiceEnds.Make(envelope.Services);
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Stop(PosixSignalContext context, CancellationTokenSource terminated)
    {
        context.Cancel = true;
        terminated.Cancel();
    }

    private static int Refuse(string terminationLog, string message, int exitCode)
    {
        Console.Error.WriteLine($"odagrun: {message}");
        TerminationLog.Write(terminationLog,
            new TerminationMessage { Reported = false, State = "failed", Reason = "RunnerSystemFailure", Message = message });
        return exitCode;
    }

    private static string? ExtraAuthorities(ExecutorEnvelope envelope) =>
        envelope.Payload.ValueKind == System.Text.Json.JsonValueKind.Object
        && envelope.Payload.TryGetProperty("variables", out var variables) && variables.ValueKind == System.Text.Json.JsonValueKind.Array
            ? variables.EnumerateArray()
                .Where(variable => variable.ValueKind == System.Text.Json.JsonValueKind.Object
                    && variable.TryGetProperty("key", out var key) && key.ValueEquals("CI_SERVER_TLS_CA_FILE"u8))
                .Select(variable => variable.TryGetProperty("value", out var value)
                    && value.ValueKind == System.Text.Json.JsonValueKind.String ? value.GetString() : null)
                .LastOrDefault()
            : null;
}
