using System.Globalization;
using System.Net;

namespace Odagrun.Oci.Registry.Blobs;

/// <summary>An upload in the registry: where its next piece goes, and how many bytes have arrived.</summary>
internal sealed class UploadSession
{
    private bool _wasRefused;

    public Uri? Location { get; set; }

    public long Offset { get; set; }

    /// <summary>What broke was the blob's own source, not the upload.</summary>
    public bool SourceFailed { get; set; }

    /// <summary>The registry takes blobs in one piece only (some large ones do): found out when it refused a piece.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The last request was one for a piece.</summary>
    public bool IsSendingPiece { get; set; }

    public void Restart() => (Location, Offset) = (null, 0);

    /// <summary>
    /// Whether the failure is one that another try may get past: a broken connection, a registry that lost the upload (404, 416)
    /// or, once, a token that ran out on the way (401).
    /// </summary>
    public bool MayResume(RegistryException failure)
    {
        if (SourceFailed)
        {
            SourceFailed = false;
            return failure.IsTransient;
        }

        if (IsSendingPiece
            && failure.Status is HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented)
        {
            IsWhole = true;
            Restart();
            return true;
        }

        if (failure.Status is HttpStatusCode.NotFound or HttpStatusCode.RequestedRangeNotSatisfiable && Location is not null)
        {
            Restart();
            return true;
        }

        if (failure.Status == HttpStatusCode.Unauthorized && Location is not null && !_wasRefused)
        {
            _wasRefused = true;
            return true;
        }

        return failure.IsTransient;
    }

    /// <summary>The Range header, <c>0-LAST</c>; a registry that has nothing yet says <c>0-0</c> or leaves it away.</summary>
    public static long? ReceivedBytes(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Range", out var values))
        {
            return null;
        }

        var text = values.First();
        text = text.StartsWith("bytes=", StringComparison.Ordinal) ? text[6..] : text;
        return text.StartsWith("0-", StringComparison.Ordinal)
            && long.TryParse(text[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? (last == 0 ? 0 : last + 1)
            : null;
    }
}
