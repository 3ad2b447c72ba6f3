using System.Globalization;
using Odagrun.GitLab.Payload;
using Odagrun.Jobs.Pods;
using Odagrun.Oci.References;

namespace Odagrun.Functions.Preparing;

/// <summary>
/// <c>image:docker</c> and <c>image:kubernetes</c>: platform and user, whatever the pods are made by. Where a job names the user for
/// both, that of Kubernetes holds.
/// </summary>
internal static class ImageWishes
{
    private static readonly string[] Systems = ["linux", "windows", "darwin", "freebsd"];

    /// <summary>The manifest to take of an image; <paramref name="field"/> is <c>image</c> or <c>services</c>, for messages.</summary>
    /// <exception cref="FormatException">Jobs don't run on it here.</exception>
    public static Platform PlatformOf(JobImage? image, string field, Func<string, string> expand)
    {
        var wished = expand(image?.ExecutorOpts?.Docker?.Platform ?? "").Trim();
        if (wished.Length == 0)
        {
            return Platform.Current;
        }

        return Read(wished) is { } platform && platform.Os == Platform.Current.Os && platform.Architecture == Platform.Current.Architecture
            ? platform
            : throw new FormatException(
                $"{field}:docker:platform is '{wished}', and this runner's jobs run on {Platform.Current} alone; take that or leave it out, "
                + "or give the job the tags of a runner for that platform");
    }

    /// <summary>The user the image's container is to have; null: the runner's own.</summary>
    /// <exception cref="FormatException">It is root, or no number.</exception>
    public static PodUser? UserOf(JobImage? image, string field, Func<string, string> expand)
    {
        var options = image?.ExecutorOpts;
        return Read(options?.Kubernetes?.User, $"{field}:kubernetes:user", expand)
            ?? Read(options?.Docker?.User, $"{field}:docker:user", expand);
    }

    private static PodUser? Read(string? written, string field, Func<string, string> expand)
    {
        var wished = expand(written ?? "").Trim();
        if (wished.Length == 0)
        {
            return null;
        }

        var parts = wished.Split(':');
        if (parts[0] is "0" or "root")
        {
            throw new FormatException($"{field} is '{wished}', and no job runs as root here; name another user, or leave it out");
        }

        return parts.Length <= 2 && Number(parts[0]) is > 0 and var user && (parts.Length == 1 || Number(parts[1]) is not null)
            ? new PodUser(user, parts.Length == 2 ? Number(parts[1]) : null)
            : throw new FormatException(
                $"{field} is '{wished}'; give it by number, as uid or uid:gid: only the image itself knows its users by name ('id NAME' in it tells the number)");
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // As Docker reads it: the system may be left out. Null: it is no platform.
    private static Platform? Read(string text)
    {
        var parts = text.ToLowerInvariant().Split('/');
        if (!Systems.Contains(parts[0]))
        {
            parts = ["linux", .. parts];
        }

        return parts.Length is 2 or 3 && parts.All(part => part.Length > 0)
            ? new Platform(parts[0], Known(parts[1]), parts.ElementAtOrDefault(2))
            : null;
    }

    private static string Known(string architecture) => architecture switch
    {
        "x86_64" or "x86-64" => "amd64",
        "aarch64" => "arm64",
        _ => architecture,
    };
}
