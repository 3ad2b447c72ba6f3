using System.Globalization;
using Odagrun.Executor.Handover;

namespace Odagrun.Executor.Commands.Calling;

/// <summary>
/// HTTP from inside a script: the layer's own authorities, the script's proxies, no redirect that would give a login away.
/// </summary>
internal static class WebClients
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(100);

    internal static HttpClient Create()
    {
        TrustedAuthorities.SetForCommand();
        return new HttpClient(new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(30),
            AutomaticDecompression = System.Net.DecompressionMethods.None,
        })
        {
            Timeout = Silence,
            DefaultRequestHeaders = { { "User-Agent", $"odagrun/{ProductVersion.Number}" } },
        };
    }

    /// <summary>The status of an answer in words.</summary>
    internal static string Describe(HttpResponseMessage response) =>
        string.Create(CultureInfo.InvariantCulture, $"the server answered {(int)response.StatusCode} {response.ReasonPhrase}");
}
