using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Odagrun.Oci.Registry.Http;

namespace Odagrun.Oci.Registry.Auth;

/// <summary>The request for a token and what is read from its answer (distribution, "Token Authentication Specification").</summary>
internal static class TokenExchange
{
    private const int MaxTokenBytes = 256 * 1024;

    public static AuthenticationHeaderValue BasicHeader(RegistryLogin login) =>
        new(Challenge.Basic, Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.Username}:{login.Password}")));

    public static HttpRequestMessage Request(Uri realm, RegistryAccess access, Challenge challenge)
    {
        // What the registry asks for on top of what we know to need, for example the source of a mount.
        var scopes = access.Scopes.Union(challenge.Scope?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [], StringComparer.Ordinal)
            .ToList();
        var request = access.Login is { Username: RegistryLogin.TokenUser } identity
            ? Refresh(realm, identity, challenge, scopes)
            : Get(realm, access.Login, challenge, scopes);
        access.AttachTo(request);
        return request;
    }

    public static async Task<(string Token, TimeSpan Lifetime)> ReadAsync(
        HttpResponseMessage response, Uri realm, RegistryAccess access, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw await RefusedAsync(access, realm, response, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            var body = await BoundedBody.ReadAsync(response, MaxTokenBytes, cancellationToken).ConfigureAwait(false);
            var answer = JsonSerializer.Deserialize(body.Span, TokenJson.Default.TokenResponse);
            if ((answer?.Token ?? answer?.AccessToken) is { Length: > 0 } token && !token.AsSpan().ContainsAny('\r', '\n'))
            {
                return (token, TimeSpan.FromSeconds(Math.Clamp(answer!.ExpiresIn ?? 60, 1, 24 * 3600)));
            }
        }
        catch (JsonException)
        {
            // Said below; the body may hold a token and is not quoted.
        }
        catch (BrokenAnswerException e)
        {
            throw new RegistryException($"the token server {realm.Host}: {e.Message}", null, null, e);
        }

        throw new RegistryException($"the token server {realm.Host} answered without a token", HttpStatusCode.BadGateway, "TOKEN");
    }

    private static HttpRequestMessage Refresh(Uri realm, RegistryLogin identity, Challenge challenge, IEnumerable<string> scopes)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = identity.Password,
            ["client_id"] = "odagrun",
            ["service"] = challenge.Service ?? "",
            ["scope"] = string.Join(' ', scopes),
        };
        return new HttpRequestMessage(HttpMethod.Post, realm) { Content = new FormUrlEncodedContent(form) };
    }

    private static HttpRequestMessage Get(Uri realm, RegistryLogin? login, Challenge challenge, IEnumerable<string> scopes)
    {
        var query = new StringBuilder(realm.Query.TrimStart('?'));
        foreach (var (name, value) in scopes.Select(scope => ("scope", scope)).Prepend(("service", challenge.Service ?? "")))
        {
            query.Append(value.Length == 0 ? "" : $"{(query.Length == 0 ? "" : "&")}{name}={Uri.EscapeDataString(value)}");
        }

        var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(realm) { Query = query.ToString() }.Uri);
        request.Headers.Authorization = login is null ? null : BasicHeader(login);
        return request;
    }

    private static async Task<RegistryException> RefusedAsync(
        RegistryAccess access, Uri realm, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var error = await RegistryError.ReadAsync(response, cancellationToken).ConfigureAwait(false);
        var who = access.Login is { } login ? $"user '{login.Username}'" : "a request without login";
        return new RegistryException(
            $"registry '{access.Registry}': the token server {realm.Host} refused {who} for {string.Join(' ', access.Scopes)}: {error.Describe(response)}",
            response.StatusCode,
            error.Code);
    }
}
