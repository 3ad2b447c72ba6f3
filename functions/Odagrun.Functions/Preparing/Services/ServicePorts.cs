using System.Globalization;

namespace Odagrun.Functions.Preparing.Services;

/// <summary>The ports that say a service is ready: HEALTHCHECK_TCP_PORT of its variables, else what its image exposes.</summary>
internal static class ServicePorts
{
    private const string Variable = "HEALTHCHECK_TCP_PORT";

    // As many as GitLab Runner looks at.
    private const int Most = 20;

    /// <exception cref="FormatException">The variable is no port.</exception>
    public static IReadOnlyList<int> Of(string requested, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> exposed)
    {
        if (environment.TryGetValue(Variable, out var text) && text.Length > 0)
        {
            return Port(text) is { } port
                ? [port]
                : throw new FormatException($"the service '{requested}' has {Variable} '{text}'; give a port from 1 to 65535");
        }

        return [.. exposed.Select(Exposed).OfType<int>().Distinct().Order().Take(Most)];
    }

    // "5432/tcp", or "5432", which is tcp.
    private static int? Exposed(string text)
    {
        var parts = text.Split('/', 2);
        return parts.Length == 1 || parts[1].Equals("tcp", StringComparison.OrdinalIgnoreCase) ? Port(parts[0]) : null;
    }

    private static int? Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port : null;
}
