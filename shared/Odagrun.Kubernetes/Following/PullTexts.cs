using Odagrun.Jobs.Pods;

namespace Odagrun.Kubernetes.Following;

/// <summary>What container runtimes say of a pull that failed; there is no reason for it but their words.</summary>
internal static class PullTexts
{
    // "may require authorization" is said of absent and of private repositories alike: who is refused learns no more.
    private static readonly string[] Denied =
    [
        "401 unauthorized", "403 forbidden", "unauthorized", "access denied", "access to the resource is denied", "authorization failed",
        "failed to authorize",
        "no basic auth credentials", "authentication required", "denied:",
    ];

    private static readonly string[] Missing = ["not found", "manifest unknown", "name unknown", "404", "no such image", "does not exist"];

    private static readonly string[] Unusable =
    [
        "no match for platform", "no matching manifest", "unsupported media type", "failed to extract layer", "failed to register layer",
        "digest mismatch",
        "unexpected commit digest", "invalid tar header", "mediatype", "no space left on device",
    ];

    public static PodFailure Classify(string? cause)
    {
        var text = cause ?? "";
        return Has(text, "no space left on device") ? PodFailure.DiskFull
            : Has(text, Denied) ? PodFailure.ImageDenied
            : Has(text, "no such host") ? PodFailure.ImageUnreachable
            : Has(text, Missing) ? PodFailure.ImageNotFound
            : Has(text, Unusable) ? PodFailure.ImageInvalid
            : PodFailure.ImageUnreachable;
    }

    /// <summary>The cause in a back-off's message; old nodes name none there.</summary>
    public static string? Cause(string? message)
    {
        const string Marker = "ErrImagePull: ";
        var at = message?.IndexOf(Marker, StringComparison.Ordinal) ?? -1;
        return at < 0 ? null : Texts.OneLine(message![(at + Marker.Length)..]);
    }

    /// <summary>Whether an event names the cause; others say only that it failed.</summary>
    public static bool IsCause(string? message) => message?.StartsWith("Failed to pull image", StringComparison.Ordinal) == true;

    private static bool Has(string text, params string[] words) =>
        Array.Exists(words, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
