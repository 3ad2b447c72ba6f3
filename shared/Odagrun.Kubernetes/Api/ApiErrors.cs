using System.Net;
using System.Text.Json;
using k8s;
using k8s.Models;

namespace Odagrun.Kubernetes.Api;

/// <summary>Makes exceptions out of the API server's refusals: what was tried, what came back, what to do.</summary>
internal static class ApiErrors
{
    private const int MaxBody = 300;

    /// <summary>Where the rights that this program needs are listed.</summary>
    private const string RoleFile = "keda/base/rbac";

    /// <summary>Reads a refusal.</summary>
    public static async Task<KubernetesApiException> ReadAsync(
        ApiCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        var status = Parse(body);
        var named = call.Name is null && status?.Details?.Name is { Length: > 0 } name ? call with { Name = name } : call;
        return Of(named, response.StatusCode, status?.Reason, status?.Message ?? Shorten(body));
    }

    /// <summary>A refusal.</summary>
    public static KubernetesApiException Of(ApiCall call, HttpStatusCode code, string? reason, string? serverMessage)
    {
        var said = string.IsNullOrWhiteSpace(serverMessage) ? "no reason given" : serverMessage.Trim();
        var remedy = Remedy(call, code, said);
        return new KubernetesApiException(
            call, code, reason, serverMessage,
            $"Kubernetes refused '{call}' with {(int)code} {reason ?? code.ToString()}: {said}{(remedy is null ? "" : $" ({remedy})")}");
    }

    /// <summary>No answer.</summary>
    public static KubernetesApiException Unreachable(ApiCall call, Uri? server, Exception e) => new(
        call, null, null, null,
        $"Kubernetes did not answer '{call}' at {server?.GetLeftPart(UriPartial.Authority)}: {e.Message} (is the API server up, and its address right?)", e);

    /// <summary>Whether a refusal says that the Role lacks a verb. Quota and admission refuse with the same status and reason.</summary>
    public static bool IsMissingRight(string? serverMessage, ApiCall call) =>
        serverMessage?.Contains($"cannot {call.Verb} resource", StringComparison.Ordinal) == true;

    private static string? Remedy(ApiCall call, HttpStatusCode code, string said) => code switch
    {
        HttpStatusCode.Unauthorized => "the token or certificate is not accepted: check the kubeconfig, or the pod's service account",
        HttpStatusCode.Forbidden when IsMissingRight(said, call) =>
            $"the Role must allow {call.Verb} on {call.Resource} in namespace {call.Namespace ?? "of this installation"}; {RoleFile} lists every verb that is needed",
        _ => null,
    };

    private static V1Status? Parse(string body)
    {
        try
        {
            return body.StartsWith('{') ? KubernetesJson.Deserialize<V1Status>(body) : null;
        }
        catch (JsonException)
        {
            // Something between us and the API server answered in its own words.
            return null;
        }
    }

    private static string Shorten(string body) => body.Length <= MaxBody ? body : body[..MaxBody] + "…";
}
