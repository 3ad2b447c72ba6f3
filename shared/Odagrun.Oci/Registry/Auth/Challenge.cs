using System.Net.Http.Headers;

namespace Odagrun.Oci.Registry.Auth;

/// <summary>What a registry's <c>WWW-Authenticate</c> asks for: <paramref name="Scheme"/> is Basic or Bearer.</summary>
internal sealed record Challenge(string Scheme, string? Realm = null, string? Service = null, string? Scope = null)
{
    public const string Basic = "Basic";
    public const string Bearer = "Bearer";

    /// <summary>The first challenge that is understood, Bearer before Basic; null where there is none.</summary>
    public static Challenge? From(HttpResponseMessage response)
    {
        var headers = response.Headers.WwwAuthenticate;
        return Find(headers, Bearer) is { } bearer ? Read(bearer.Parameter ?? "")
            : Find(headers, Basic) is not null ? new Challenge(Basic)
            : null;
    }

    private static AuthenticationHeaderValue? Find(IEnumerable<AuthenticationHeaderValue> headers, string scheme) =>
        headers.FirstOrDefault(header => header.Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase));

    private static Challenge Read(string parameters)
    {
        var values = ChallengeParameters.Read(parameters);
        return new Challenge(
            Bearer, values.GetValueOrDefault("realm"), values.GetValueOrDefault("service"), values.GetValueOrDefault("scope"));
    }
}
