using System.Net;
using System.Net.Http.Headers;
using Odagrun.Oci.Registry.Http;

namespace Odagrun.Oci.Registry.Auth;

/// <summary>
/// Answers a registry's challenge: basic, or a bearer token from the server it names, once that is checked
/// (<see cref="TokenRealm"/>). Requests to other hosts than the registry's own (upload locations) get no credentials.
/// </summary>
internal sealed class AuthHandler(TokenCache tokens, ChallengeCache challenges, RegistryEndpoints endpoints) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var access = RegistryAccess.Of(request);
        if (request.RequestUri!.Authority != endpoints.Root(access.Registry).Authority)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var known = challenges.Find(access.Registry);
        request.Headers.Authorization = await HeaderAsync(access, known, cancellationToken).ConfigureAwait(false);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            if (response.StatusCode != HttpStatusCode.Unauthorized || Challenge.From(response) is not { } challenge)
            {
                return response;
            }

            // The scope is this request's own affair; the next ones know what they need.
            challenges.Remember(access.Registry, challenge with { Scope = null });
            tokens.Forget(TokenCache.KeyOf(access));
            if (!MayRepeat(request, access, challenge))
            {
                return response;
            }

            request.Headers.Authorization = await HeaderAsync(access, challenge, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            response.Dispose();
            throw;
        }

        response.Dispose();
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    // A basic login is refused once and for all; and of an upload's part only its owner knows where to begin again.
    private static bool MayRepeat(HttpRequestMessage request, RegistryAccess access, Challenge challenge) =>
        (request.Content is null || access.IsReplayable)
        && (challenge.Scheme == Challenge.Bearer || (access.Login is not null && request.Headers.Authorization?.Scheme != Challenge.Basic));

    private async Task<AuthenticationHeaderValue?> HeaderAsync(
        RegistryAccess access, Challenge? challenge, CancellationToken cancellationToken) =>
        challenge?.Scheme switch
        {
            Challenge.Basic when access.Login is { } login => TokenExchange.BasicHeader(login),
            Challenge.Bearer => new(Challenge.Bearer, await TokenAsync(access, challenge, cancellationToken).ConfigureAwait(false)),
            _ => null,
        };

    private async Task<string> TokenAsync(RegistryAccess access, Challenge challenge, CancellationToken cancellationToken)
    {
        var key = TokenCache.KeyOf(access);
        if (tokens.Find(key) is { } known)
        {
            return known;
        }

        var realm = TokenRealm.Check(access.Registry, challenge.Realm, endpoints);
        using var request = TokenExchange.Request(realm, access, challenge);
        using var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var (token, lifetime) = await TokenExchange.ReadAsync(response, realm, access, cancellationToken).ConfigureAwait(false);
        tokens.Remember(key, token, lifetime);
        return token;
    }
}
