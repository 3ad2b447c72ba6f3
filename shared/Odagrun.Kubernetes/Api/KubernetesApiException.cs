using System.Net;

namespace Odagrun.Kubernetes.Api;

/// <summary>
/// The API server refused a request, or could not be asked. <paramref name="status"/> is null where no answer came;
/// <paramref name="reason"/> is the server's own word (AlreadyExists, Conflict, Forbidden …), <paramref name="serverMessage"/> its
/// sentence.
/// </summary>
internal sealed class KubernetesApiException(
    ApiCall call, HttpStatusCode? status, string? reason, string? serverMessage, string message,
    Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The request.</summary>
    public ApiCall Call { get; } = call;

    /// <summary>The answer's status.</summary>
    public HttpStatusCode? Status { get; } = status;

    /// <summary>The answer's reason, a word of the API.</summary>
    public string? Reason { get; } = reason;

    /// <summary>What the server said.</summary>
    public string? ServerMessage { get; } = serverMessage;

    /// <summary>
    /// An earlier attempt of this request got no answer: what is refused now (AlreadyExists, Conflict, NotFound) may be that attempt's
    /// success.
    /// </summary>
    public bool MayHaveSucceeded { get; init; }

    /// <summary>No such object.</summary>
    public bool IsNotFound => Status == HttpStatusCode.NotFound;

    /// <summary>An object of that name is there.</summary>
    public bool IsAlreadyExists => Status == HttpStatusCode.Conflict && Reason == "AlreadyExists";

    /// <summary>The object has changed since it was read, or has another uid than the one given.</summary>
    public bool IsConflict => Status == HttpStatusCode.Conflict && Reason != "AlreadyExists";

    /// <summary>The list or watch can't go on from the given resourceVersion.</summary>
    public bool IsExpired => Status == HttpStatusCode.Gone;

    /// <summary>The Role lacks a verb; other refusals (quota, admission) have the same status.</summary>
    public bool IsMissingRight => Status == HttpStatusCode.Forbidden && ApiErrors.IsMissingRight(ServerMessage, Call);

    /// <summary>The same request may succeed later.</summary>
    public bool IsTransient => Status is null || Retries.IsTransient(Status.Value);
}
