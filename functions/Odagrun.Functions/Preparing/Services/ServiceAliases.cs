using Odagrun.Jobs.Pods;

namespace Odagrun.Functions.Preparing.Services;

/// <summary>
/// The host names of a service: those it was given, and those of its image without port, tag and digest, the slashes as <c>__</c> and
/// as <c>-</c> (helpers/container/services of GitLab Runner 19.4). What a hosts file does not take is refused where it was asked for
/// and left out where it was only derived.
/// </summary>
internal static class ServiceAliases
{
    private static readonly char[] Separators = [' ', ',', '\t', '\n'];

    /// <exception cref="FormatException">An explicit alias is no host name.</exception>
    public static IReadOnlyList<string> Of(string image, string written)
    {
        var given = written.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (given.FirstOrDefault(alias => !DnsName.IsSubdomain(alias)) is { } wrong)
        {
            throw new FormatException(
                $"the service '{image}' has the alias '{wrong}', which is no host name: use a-z, 0-9, inner dashes and dots");
        }

        var path = PathOf(image);
        string[] derived = [path.Replace("/", "__", StringComparison.Ordinal), path.Replace('/', '-')];
        return [.. given.Concat(derived.Where(DnsName.IsSubdomain)).Distinct(StringComparer.Ordinal)];
    }

    // host:5000/group/image:tag@digest → host/group/image
    private static string PathOf(string image)
    {
        var name = image.Split('@', 2)[0];
        var slash = name.LastIndexOf('/');
        var tag = name.IndexOf(':', slash + 1);
        name = tag < 0 ? name : name[..tag];
        var parts = name.Split('/', 2);
        return parts.Length == 2 ? $"{parts[0].Split(':', 2)[0]}/{parts[1]}" : name;
    }
}
