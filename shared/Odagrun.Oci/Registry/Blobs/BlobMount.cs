using System.Net;
using Microsoft.Extensions.Logging;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry.Http;

namespace Odagrun.Oci.Registry.Blobs;

/// <summary>Cross-repository mount (distribution-spec, "Mounting a blob from another repository").</summary>
internal static class BlobMount
{
    /// <summary>False where the registry will not: it has no such blob there, may not show it, or does not know mounting.</summary>
    public static async Task<bool> TryAsync(RegistryHttp http, Digest digest, string from, ILogger log, CancellationToken cancellationToken)
    {
        var path = $"blobs/uploads/?mount={Uri.EscapeDataString(digest.ToString())}&from={Uri.EscapeDataString(from)}";
        using var request = http.Request(HttpMethod.Post, path, RegistryHttp.Push, from);
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        switch (response.StatusCode)
        {
            case HttpStatusCode.Created:
                return true;
            case HttpStatusCode.Accepted:
                await CancelAsync(http, http.Location(response), digest, log, cancellationToken).ConfigureAwait(false);
                return false;
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed:
                return false;
            default:
                throw await http.FailureAsync($"mounting {digest} from {from} to {http.Image.Repository}", response, cancellationToken)
                    .ConfigureAwait(false);
        }
    }

    // The answer 202 opened an upload that nobody will use; registries clean up old ones themselves, so its fate is only noted.
    private static async Task CancelAsync(RegistryHttp http, Uri upload, Digest digest, ILogger log, CancellationToken cancellationToken)
    {
        using var request = http.RequestTo(upload, HttpMethod.Delete, RegistryHttp.Push, isReplayable: false);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                log.UploadLeftOpen(http.Image.Registry, digest, (int)response.StatusCode);
            }
        }
        catch (RegistryException e)
        {
            log.UploadLeftOpen(http.Image.Registry, digest, (int?)e.Status ?? 0);
        }
    }
}
