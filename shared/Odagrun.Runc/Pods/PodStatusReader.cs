using System.Text.Json;
using Odagrun.Handover;
using Odagrun.Jobs.Pods;
using Odagrun.Runc.Native;

namespace Odagrun.Runc.Pods;

/// <summary>Reads from a pod's files how it is, whoever wrote them.</summary>
internal static class PodStatusReader
{
    private const int MaxTerminationBytes = 4096;

    public static PodStatus Read(PodPaths pod)
    {
        if (!Directory.Exists(pod.Directory))
        {
            return new PodStatus(PodPhase.NotFound);
        }

        if (ExitRecord.TryRead(pod.Exit) is { } exit)
        {
            return Ended(pod, exit);
        }

        if (FileLock.IsHeld(pod.Lock) || ContainerProcess.IsAlive(pod))
        {
            var started = StartedAt(pod);
            return new PodStatus(started is null ? PodPhase.Pending : PodPhase.Running, StartedAt: started);
        }

        // Nobody looks after it. It may have ended while we looked; or nobody ever did, then a new start takes it over.
        return ExitRecord.TryRead(pod.Exit) is { } late ? Ended(pod, late)
            : !Directory.Exists(pod.Directory) ? new PodStatus(PodPhase.NotFound)
            : File.Exists(pod.Started) ? Lost(pod)
            : new PodStatus(PodPhase.Pending);
    }

    private static PodStatus Ended(PodPaths pod, ExitRecord exit)
    {
        var started = StartedAt(pod);
        if (started is null)
        {
            var error = StartErrors.Read(pod);
            return new PodStatus(PodPhase.Finished, exit.Code, error.Failure, error.Message, null, null, exit.At);
        }

        var termination = Termination(pod);
        var (failure, message) = ExitClassifier.Classify(exit, termination, OvertimeOver(pod, exit, started.Value));
        return new PodStatus(PodPhase.Finished, exit.Code, failure, message, termination, started, exit.At);
    }

    private static PodStatus Lost(PodPaths pod)
    {
        var termination = Termination(pod);
        return termination is not null
            ? new PodStatus(PodPhase.Finished, Termination: termination, StartedAt: StartedAt(pod))
            : new PodStatus(
                PodPhase.Finished,
                Failure: PodFailure.NodeLost,
                Message: "the pod's processes are gone and nothing tells how they ended: they were killed from outside, or the machine was restarted",
                StartedAt: StartedAt(pod));
    }

    private static bool OvertimeOver(PodPaths pod, ExitRecord exit, DateTimeOffset started) =>
        PodDeadline.TryRead(pod) is { } limit && exit.At - started >= limit - TimeSpan.FromSeconds(1);

    private static DateTimeOffset? StartedAt(PodPaths pod) =>
        File.Exists(pod.ProcessId) ? new DateTimeOffset(File.GetLastWriteTimeUtc(pod.ProcessId), TimeSpan.Zero) : null;

    private static TerminationMessage? Termination(PodPaths pod)
    {
        try
        {
            using var file = File.OpenRead(pod.TerminationLog);
            var content = new byte[MaxTerminationBytes];
            var length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return length == 0 ? null : JsonSerializer.Deserialize(content.AsSpan(0, length), HandoverJson.Default.TerminationMessage);
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            // Half written by a killed executor, or something else's text: no word of the executor.
            return null;
        }
    }
}
