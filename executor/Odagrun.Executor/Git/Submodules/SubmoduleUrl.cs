using Odagrun.Executor.Git.Fetching;

namespace Odagrun.Executor.Git.Submodules;

/// <summary>Where a submodule comes from: URLs relative to the project's, and ssh ones of its server.</summary>
internal static class SubmoduleUrl
{
    /// <summary>Resolves <c>./</c> and <c>../</c> against the parent's address, as git does.</summary>
    internal static string Resolve(RemoteUrl parent, string url)
    {
        if (!url.StartsWith("./", StringComparison.Ordinal) && !url.StartsWith("../", StringComparison.Ordinal))
        {
            return url;
        }

        var root = parent.Address.TrimEnd('/');
        var rest = url;
        while (true)
        {
            if (rest.StartsWith("./", StringComparison.Ordinal))
            {
                rest = rest[2..];
            }
            else if (rest.StartsWith("../", StringComparison.Ordinal))
            {
                rest = rest[3..];
                root = RemoveLastPart(root, url, parent);
            }
            else
            {
                return (root.EndsWith(':') ? $"{root}{rest}" : $"{root}/{rest}").TrimEnd('/');
            }
        }
    }

    /// <summary>An ssh address of the project's own server as the address that the job token opens; any other address unchanged.</summary>
    internal static string ForceHttps(RemoteUrl project, string url)
    {
        if (!RemoteUrl.TryParseHttp(project.Address, out var server) || SplitSsh(url) is not { } ssh
            || !ssh.Host.Equals(server.Host, StringComparison.OrdinalIgnoreCase))
        {
            return url;
        }

        return $"{server.GetLeftPart(UriPartial.Authority)}/{ssh.Path.TrimStart('/')}";
    }

    private static string RemoveLastPart(string root, string url, RemoteUrl parent)
    {
        var start = root.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0;
        var slash = root.LastIndexOf('/');
        if (slash > start)
        {
            return root[..slash];
        }

        var colon = start == 0 ? root.LastIndexOf(':') : -1;
        return colon > 0
            ? root[..(colon + 1)]
            : throw new FormatException($"The submodule address '{url}' leads above {parent}.");
    }

    private static (string Host, string Path)? SplitSsh(string url)
    {
        if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "ssh" or "git")
        {
            return (uri.Host, uri.AbsolutePath);
        }

        // user@host:path
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        return colon <= 0 || url.AsSpan(colon).StartsWith("://") || url.AsSpan(0, colon).Contains('/')
            ? null
            : (url[(url.IndexOf('@', StringComparison.Ordinal) is var at && at < colon ? at + 1 : 0)..colon], url[(colon + 1)..]);
    }
}
