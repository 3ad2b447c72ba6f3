using System.Net;
using Odagrun.Jobs.Pods;
using Odagrun.Kubernetes.Api;

namespace Odagrun.Kubernetes.Following;

/// <summary>
/// What it means that the cluster did not take a Job or its pod. Quota, admission and rights all answer "Forbidden": there the
/// server's sentence decides.
/// </summary>
internal static class Refusals
{
    /// <summary>Of a Job's creation: a failure, or null where there is no room now.</summary>
    public static (PodFailure? Failure, string Message) OfJob(KubernetesApiException e)
    {
        var said = Texts.OneLine(e.ServerMessage) ?? "no reason given";
        return e switch
        {
            { IsMissingRight: true } => (PodFailure.Refused, e.Message),
            { Status: HttpStatusCode.Unauthorized } => (PodFailure.Refused, e.Message),
            { Status: HttpStatusCode.Forbidden } => OfPod(said),
            { Status: HttpStatusCode.NotFound } => (PodFailure.Configuration, $"namespace {e.Call.Namespace} does not exist: {said}"),
            { Status: HttpStatusCode.UnprocessableEntity } => (PodFailure.Configuration, $"the pod's settings are not valid: {said}"),
            _ => (PodFailure.Configuration, $"{(int?)e.Status} {e.Reason}: {said}"),
        };
    }

    /// <summary>Of a pod's creation by the Job's controller: a failure, or null where it may be taken later.</summary>
    public static (PodFailure? Failure, string Message) OfPod(string message)
    {
        var said = Texts.OneLine(message) ?? "no reason given";
        return Has(said, "exceeded quota") ? (null, QuotaTexts.Plain(said))
            : Has(said, "failed quota") ? (PodFailure.Configuration,
                $"the namespace's quota wants every container to have requests and limits: {said}")
            : Has(said, "PodSecurity") || Has(said, "admission webhook") || Has(said, "security context constraint") ? (PodFailure.Refused,
                said)
            : Has(said, "usage per Container is") || Has(said, "usage per Pod is") || Has(said, "limit to request ratio")
                ? (PodFailure.Configuration, $"the namespace's limits (LimitRange) do not allow a pod of this size: {said}")
            : Has(said, "is being terminated") ? (PodFailure.Refused, $"the namespace is being removed: {said}")
            : Has(said, "is invalid") ? (PodFailure.Configuration, $"the pod's settings are not valid: {said}")
            : Has(said, "is forbidden") ? (PodFailure.Refused, said)
            : (null, $"the cluster can't make the pod yet: {said}");
    }

    private static bool Has(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
}
