using System.Globalization;
using Odagrun.Handover;
using Odagrun.Jobs.Pods;

namespace Odagrun.Runc.Pods;

/// <summary>Says in the pods' own words why a container ended.</summary>
internal static class ExitClassifier
{
    private const int TimeoutCode = 124;
    private const int SignalBase = 128;
    private const int Kill = 9;
    private const int LastSignal = 64;

    public static (PodFailure? Failure, string? Message) Classify(ExitRecord exit, TerminationMessage? termination, bool timeIsOver)
    {
        var signal = exit.Code > SignalBase && exit.Code <= SignalBase + LastSignal ? exit.Code - SignalBase : 0;
        var isMemory = signal == Kill && exit.OutOfMemoryKills > 0;
        return termination is not null ? (null, null)
            : isMemory ? (PodFailure.OutOfMemory, MemoryMessage(exit))
            : timeIsOver && (signal != 0 || exit.Code == TimeoutCode) ? (PodFailure.DeadlineExceeded, "the pod ran longer than its job may take, and was ended")
            : signal != 0 ? (PodFailure.Killed, string.Create(CultureInfo.InvariantCulture, $"the executor was killed by signal {signal} ({SignalName(signal)})"))
            : (PodFailure.ExecutorCrashed, string.Create(CultureInfo.InvariantCulture, $"the executor ended with exit code {exit.Code} and left no word"));
    }

    private static string MemoryMessage(ExitRecord exit) => string.Create(
        CultureInfo.InvariantCulture,
        $"killed for lack of memory: the limit is {Mebibytes(exit.LimitBytes)}, at most {Mebibytes(exit.PeakBytes)} were used");

    private static string Mebibytes(long? bytes) =>
        bytes is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number / 1048576.0:0.#} MiB") : "unknown";

    private static string SignalName(int signal) => signal switch
    {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        6 => "SIGABRT",
        7 => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        15 => "SIGTERM",
        31 => "SIGSYS",
        _ => "a signal",
    };
}
