using System.Diagnostics.CodeAnalysis;

namespace Odagrun.Executor.Git.Fetching;

/// <summary>A repository's address taken apart: what may be shown and stored, and the login that may not.</summary>
internal sealed record RemoteUrl(string Address, RemoteLogin? Login)
{
    /// <summary>Splits user and password off http(s) URLs; any other address is kept as it is.</summary>
    internal static RemoteUrl Parse(string text)
    {
        if (!TryParseHttp(text, out var uri) || uri.UserInfo.Length == 0)
        {
            return new(text, null);
        }

        var parts = uri.UserInfo.Split(':', 2);
        var login = new RemoteLogin(
            Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "", uri.Host, uri.Port);
        var scheme = text.IndexOf("://", StringComparison.Ordinal) + 3;
        return new(text[..scheme] + text[(text.IndexOf('@', scheme) + 1)..], login);
    }

    internal static bool TryParseHttp(string text, [NotNullWhen(true)] out Uri? uri) =>
        Uri.TryCreate(text, UriKind.Absolute, out uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    /// <summary>The server, for messages.</summary>
    internal string Host => TryParseHttp(Address, out var uri) ? uri.Authority : Address;

    public override string ToString() => Address;
}
