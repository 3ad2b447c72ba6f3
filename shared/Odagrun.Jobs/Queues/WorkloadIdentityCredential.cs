using System.Text.Json;
using Azure.Core;

namespace Odagrun.Jobs.Queues;

/// <summary>
/// Exchanges the pod's service-account token for one of Entra ID (OAuth 2.0 client credentials with a client assertion, RFC 7523). The
/// storage client keeps the answer until shortly before it ends.
/// </summary>
internal sealed class WorkloadIdentityCredential(WorkloadIdentity identity, TimeProvider clock) : TokenCredential, IDisposable
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private const int MaxAnswer = 64 * 1024;

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = MaxAnswer };

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new NotSupportedException("queues are asked asynchronously only");

    /// <exception cref="InvalidOperationException">Entra ID refuses; the message holds its code, no token.</exception>
    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        // Read each time: the kubelet renews the file.
        var assertion = await File.ReadAllTextAsync(identity.TokenFile, cancellationToken).ConfigureAwait(false);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = identity.Client,
            ["scope"] = string.Join(' ', requestContext.Scopes),
            ["client_assertion_type"] = AssertionType,
            ["client_assertion"] = assertion.Trim(),
        });
        var address = new Uri(identity.Authority, $"{identity.Tenant}/oauth2/v2.0/token");
        using var response = await _http.PostAsync(address, form, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return Read(address, (int)response.StatusCode, body);
    }

    public void Dispose() => _http.Dispose();

    private AccessToken Read(Uri address, int status, byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var answer = document.RootElement;
            if (status == 200 && answer.TryGetProperty("access_token", out var token)
                && answer.TryGetProperty("expires_in", out var seconds))
            {
                return new AccessToken(token.GetString()!, clock.GetUtcNow().AddSeconds(seconds.GetInt32()));
            }

            var code = answer.TryGetProperty("error", out var error) ? error.GetString() : "no reason given";
            throw new InvalidOperationException(
                $"POST {address} answered {status}: {code} (is the identity federated with this pod's service account, and may it use the queues?)");
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException(
                $"POST {address} answered {status} with something that is no JSON: is there a proxy between?", e);
        }
    }
}
