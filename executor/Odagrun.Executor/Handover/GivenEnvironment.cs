using System.Collections;

namespace Odagrun.Executor.Handover;

/// <summary>What the image and the pod gave this process, without what was meant for this program alone.</summary>
internal static class GivenEnvironment
{
    /// <summary>After the secrets are out of it (<see cref="HandedOver.Take"/>).</summary>
    internal static Dictionary<string, string> Read() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(entry => !((string)entry.Key).StartsWith("ODAGRUN_JOB_", StringComparison.Ordinal))
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
}
