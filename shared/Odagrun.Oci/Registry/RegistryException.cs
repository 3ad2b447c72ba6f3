using System.Net;

namespace Odagrun.Oci.Registry;

/// <summary>
/// A registry answered unexpectedly, or could not be reached. The message says what was tried, what came back and the
/// registry's own error code (distribution-spec, "Error codes"); it holds no credentials.
/// </summary>
public sealed class RegistryException(
    string message, HttpStatusCode? status, string? code, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The HTTP status, null where no answer came.</summary>
    public HttpStatusCode? Status { get; } = status;

    /// <summary>The registry's error code, for example <c>MANIFEST_UNKNOWN</c> or <c>DENIED</c>.</summary>
    public string? Code { get; } = code;

    /// <summary>Credentials are missing or refused (401, 403).</summary>
    public bool IsDenied => Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    /// <summary>Worth another try: no answer, 408, 429 or 5xx.</summary>
    public bool IsTransient =>
        Status is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
}
