using System.Globalization;
using Odagrun.Handover;

namespace Odagrun.Executor.Caches.Storing;

/// <summary>Whether what is there differs from what is stored, by the entry's threshold.</summary>
internal static class ChangeCheck
{
    /// <summary>Null: it is to be stored; else why not, for the log.</summary>
    internal static string? WhyUnchanged(EnvelopeCache entry, CacheContent now, IReadOnlyDictionary<string, string>? environment)
    {
        // What came from a fallback's key, or for another directory, is not yet stored under this one.
        if (entry.Found is not { } found || found.Tag != entry.Tag || found.Content.Root != now.Root
            || !AreSame(found.Environment, environment))
        {
            return null;
        }

        var difference = Math.Abs(now.Count - found.Content.Count);
        var threshold = entry.Threshold;
        return threshold.Method switch
        {
            EnvelopeThresholdMethod.Content when now.Hash == found.Content.Hash => "unchanged",
            EnvelopeThresholdMethod.FileCount when difference < Math.Max(1, threshold.Min) =>
                string.Create(CultureInfo.InvariantCulture, $"{now.Count} files, {found.Content.Count} before"),
            EnvelopeThresholdMethod.Size when difference < Math.Max(1, threshold.Min) =>
                string.Create(CultureInfo.InvariantCulture, $"{now.Count} bytes, {found.Content.Count} before"),
            _ => null,
        };
    }

    private static bool AreSame(IReadOnlyDictionary<string, string>? one, IReadOnlyDictionary<string, string>? other) =>
        (one?.Count ?? 0) == (other?.Count ?? 0)
            && (one ?? new Dictionary<string, string>()).All(pair => other!.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
