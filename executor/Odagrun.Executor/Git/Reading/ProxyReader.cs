using Odagrun.Executor.Git.Fetching;

namespace Odagrun.Executor.Git.Reading;

/// <summary>The proxy that the job's variables name for a server, as curl and git read them.</summary>
internal static class ProxyReader
{
    internal static string? Read(string address, Func<string, string?> variable)
    {
        if (!RemoteUrl.TryParseHttp(address, out var uri) || IsExempt(uri.Host, First(variable, "no_proxy", "NO_PROXY")))
        {
            return null;
        }

        var proxy = uri.Scheme == Uri.UriSchemeHttps
            ? First(variable, "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
            : First(variable, "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY");
        return proxy is null || proxy.Contains("://", StringComparison.Ordinal) ? proxy : "http://" + proxy;
    }

    private static string? First(Func<string, string?> variable, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (variable(name)?.Trim() is { Length: > 0 } value)
            {
                return value;
            }
        }

        return null;
    }

    private static bool IsExempt(string host, string? list)
    {
        foreach (var entry in list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            var name = entry.TrimStart('*').TrimStart('.');
            if (entry == "*" || host.Equals(name, StringComparison.OrdinalIgnoreCase)
                || (name.Length > 0 && host.EndsWith("." + name, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }
}
