using System.Globalization;

namespace Odagrun.Kubernetes.Manifests;

/// <summary>Under which keys a job's Secret holds what its pod reads.</summary>
internal static class SecretKeys
{
    /// <summary>The job's key, base64.</summary>
    public const string Key = "key";

    /// <summary>The sealed envelope; of one that is too large for a Secret the pieces are <c>envelope.0</c>, <c>envelope.1</c> …</summary>
    public const string Envelope = "envelope";

    /// <summary>The sealed envelope of a service.</summary>
    public static string Service(int index) => string.Create(CultureInfo.InvariantCulture, $"service-{index}");

    /// <summary>The key that opens it, and nothing else.</summary>
    public static string KeyOfService(int index) => $"{Key}.{Service(index)}";
}
