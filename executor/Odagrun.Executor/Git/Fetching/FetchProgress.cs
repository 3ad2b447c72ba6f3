using System.Globalization;
using Odagrun.Executor.Git.Native;

namespace Odagrun.Executor.Git.Fetching;

/// <summary>Tells the job's log that a long fetch goes on: one line every few seconds, none for a short one.</summary>
internal sealed class FetchProgress(Action<string> writeLine, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private long _last = time.GetTimestamp();

    internal void Report(GitIndexerProgress state)
    {
        if (state.TotalObjects == 0 || time.GetElapsedTime(_last) < Interval)
        {
            return;
        }

        _last = time.GetTimestamp();
        var mebibytes = ((double)state.ReceivedBytes / (1024 * 1024)).ToString("0.0", CultureInfo.InvariantCulture);
        writeLine(state.ReceivedObjects < state.TotalObjects
            ? $"Receiving objects: {Percent(state.ReceivedObjects, state.TotalObjects)} ({state.ReceivedObjects}/{state.TotalObjects}), {mebibytes} MiB"
            : $"Resolving deltas: {Percent(state.IndexedDeltas, state.TotalDeltas)} ({state.IndexedDeltas}/{state.TotalDeltas})");
    }

    private static string Percent(uint part, uint whole) => $"{(whole == 0 ? 100 : part * 100UL / whole)}%";
}
