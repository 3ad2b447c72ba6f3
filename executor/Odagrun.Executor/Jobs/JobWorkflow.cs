using Odagrun.Executor.Archives;
using Odagrun.Executor.Shells;
using Odagrun.GitLab.Trace;
using Odagrun.GitLab.Variables;

namespace Odagrun.Executor.Jobs;

/// <summary>
/// Runs a job's steps one after another: a failure skips those that want success, and the end of the job skips all but the clean-up.
/// </summary>
internal sealed class JobWorkflow(IReadOnlyList<IJobStep> steps, TimeProvider clock)
{
    internal async Task RunAsync(JobSession session, JobStops stops)
    {
        foreach (var step in steps)
        {
            stops.Note(session.Progress);
            if ((session.Progress.IsOver && step.Time != StepTime.Cleanup) || !step.IsWanted(session))
            {
                continue;
            }

            var started = clock.GetTimestamp();
            using (session.Trace.OpenSection(step.Section, $"{TraceText.ClearLine}{TraceText.BoldCyan}{step.Header}{TraceText.Reset}"))
            {
                await RunAsync(step, session, stops);
            }

            var milliseconds = (long)clock.GetElapsedTime(started).TotalMilliseconds;
            session.Progress.Phases[step.Section] = session.Progress.Phases.GetValueOrDefault(step.Section) + milliseconds;
        }
    }

    private static async Task RunAsync(IJobStep step, JobSession session, JobStops stops)
    {
        var token = stops.Token(step.Time);
        try
        {
            var failure = await step.RunAsync(session, token);
            // What a stopped program returns is no result of its own.
            stops.Note(session.Progress);
            session.Progress.Record(failure);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            stops.Note(session.Progress);
        }
        catch (Exception e) when (e is JobConfigurationException or ScriptException or ExpansionException)
        {
            session.Progress.Record(JobFailure.Configuration(e.Message));
        }
        catch (ArchiveException e)
        {
            session.Progress.Record(JobFailure.System(e.Message));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            session.Progress.Record(JobFailure.System($"{step.Section}: {e.Message}{Hint(e)}"));
        }
        catch (Exception e)
        {
            // A fault of ours: the job must still end with a reason, and the pod's log says where it happened.
            Console.Error.WriteLine(e);
            session.Progress.Record(JobFailure.System($"{step.Section}: {e.GetType().Name}: {e.Message}"));
        }
    }

    private static string Hint(Exception e) => e.Message.Contains("No space left", StringComparison.Ordinal)
        ? "; the pod's disk is full: raise its ephemeral storage, or make the job write less"
        : "";
}
