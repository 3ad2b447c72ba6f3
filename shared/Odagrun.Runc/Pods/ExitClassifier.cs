using System.Globalization;
using Odagrun.Handover;
using Odagrun.Jobs.Pods;

namespace Odagrun.Runc.Pods;

/// <summary>Says in the pods' own words why a container ended.</summary>
internal static class ExitClassifier
{
    private const int TimeoutCode = 124;
    private const int Kill = 9;

    public static (PodFailure? Failure, string? Message) Classify(ExitRecord exit, TerminationMessage? termination, bool timeIsOver)
    {
        var signal = ExitSignal.Of(exit.Code);
        var isMemory = signal == Kill && exit.OutOfMemoryKills > 0;
        return termination is not null ? (null, null)
            : isMemory ? (PodFailure.OutOfMemory, MemoryMessage(exit))
            : timeIsOver && (signal is not null || exit.Code == TimeoutCode) ? (PodFailure.DeadlineExceeded,
                "the pod ran longer than its job may take, and was ended")
            : signal is { } number
                ? (PodFailure.Killed,
                    string.Create(CultureInfo.InvariantCulture, $"the executor was killed by signal {number} ({ExitSignal.Name(number)})"))
            : (PodFailure.ExecutorCrashed,
                string.Create(CultureInfo.InvariantCulture, $"the executor ended with exit code {exit.Code} and left no word"));
    }

    private static string MemoryMessage(ExitRecord exit) => string.Create(
        CultureInfo.InvariantCulture,
        $"killed for lack of memory: the limit is {Mebibytes(exit.LimitBytes)}, at most {Mebibytes(exit.PeakBytes)} were used");

    private static string Mebibytes(long? bytes) =>
        bytes is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number / 1048576.0:0.#} MiB") : "unknown";
}
