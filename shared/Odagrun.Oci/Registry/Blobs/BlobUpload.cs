using System.Net;
using Microsoft.Extensions.Logging;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry.Http;

namespace Odagrun.Oci.Registry.Blobs;

/// <summary>
/// Sends a blob (distribution-spec, "Pushing blobs"): small ones in one request, large ones in pieces; after a broken
/// connection the registry is asked how far it got, and the upload goes on there.
/// </summary>
internal sealed class BlobUpload(RegistryHttp http, Backoff backoff, RegistryClientOptions options, ILogger log)
{
    public async Task<bool> ExistsAsync(Digest digest, CancellationToken cancellationToken)
    {
        using var request = http.Request(HttpMethod.Head, $"blobs/{digest}", RegistryHttp.Pull);
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.NotFound ? false
            : response.IsSuccessStatusCode ? true
            : throw await http.FailureAsync($"HEAD blob {digest} of {http.Image.Registry}/{http.Image.Repository}", response,
                cancellationToken).ConfigureAwait(false);
    }

    public async Task PushAsync(Descriptor blob, Func<CancellationToken, Task<Stream>> open, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(blob.Digest, cancellationToken).ConfigureAwait(false))
        {
            await SendAsync(blob, open, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>As <see cref="PushAsync"/>, for a blob that is known not to be there.</summary>
    public async Task SendAsync(Descriptor blob, Func<CancellationToken, Task<Stream>> open, CancellationToken cancellationToken)
    {
        var source = new UploadSource(open);
        await using var closing = source.ConfigureAwait(false);
        var session = new UploadSession();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await TryAsync(blob, source, session, cancellationToken).ConfigureAwait(false);
                log.BlobPushed(blob.Digest, blob.Size, http.Image.Registry, http.Image.Repository);
                return;
            }
            catch (RegistryException e) when (session.MayResume(e))
            {
                await source.CloseAsync().ConfigureAwait(false);
                if (!await backoff.WaitAsync(attempt, null, cancellationToken).ConfigureAwait(false))
                {
                    throw;
                }

                log.UploadResumed(blob.Digest, http.Image.Registry, http.Image.Repository, e.Message, attempt + 1);

                // The last answer may have got lost although all had arrived.
                if (await ExistsAsync(blob.Digest, cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }
        }
    }

    private async Task TryAsync(Descriptor blob, UploadSource source, UploadSession session, CancellationToken cancellationToken)
    {
        var inPieces = blob.Size > options.UploadChunkBytes && !session.IsWhole;
        if (session.Location is null || !inPieces || !await ResumeAsync(session, cancellationToken).ConfigureAwait(false))
        {
            await BeginAsync(session, cancellationToken).ConfigureAwait(false);
        }

        while (inPieces && session.Offset < blob.Size)
        {
            session.IsSendingPiece = true;
            await SendPieceAsync(blob, source, session, cancellationToken).ConfigureAwait(false);
        }

        session.IsSendingPiece = false;

        var rest = new UploadContent(source, session.Offset, blob.Size - session.Offset);
        await EndAsync(blob, rest, session, cancellationToken).ConfigureAwait(false);
    }

    private async Task BeginAsync(UploadSession session, CancellationToken cancellationToken)
    {
        session.Restart();
        session.IsSendingPiece = false;
        using var request = http.Request(HttpMethod.Post, "blobs/uploads/", RegistryHttp.Push);
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        session.Location = response.StatusCode == HttpStatusCode.Accepted
            ? http.Location(response)
            : throw await http.FailureAsync($"POST upload to {http.Image.Registry}/{http.Image.Repository}", response, cancellationToken)
                .ConfigureAwait(false);
    }

    // False where the registry forgot the upload: then it begins anew.
    private async Task<bool> ResumeAsync(UploadSession session, CancellationToken cancellationToken)
    {
        using var request = http.RequestTo(session.Location!, HttpMethod.Get, RegistryHttp.Push);
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode || UploadSession.ReceivedBytes(response) is not { } received)
        {
            return false;
        }

        session.Offset = received;
        session.Location = response.Headers.Location is null ? session.Location : http.Location(response);
        return true;
    }

    private async Task SendPieceAsync(Descriptor blob, UploadSource source, UploadSession session, CancellationToken cancellationToken)
    {
        var count = Math.Min(options.UploadChunkBytes, blob.Size - session.Offset);
        var content = new UploadContent(source, session.Offset, count);
        content.Headers.TryAddWithoutValidation("Content-Range", $"{session.Offset}-{session.Offset + count - 1}");
        using var request = http.RequestTo(session.Location!, HttpMethod.Patch, RegistryHttp.Push, isReplayable: false);
        using var response = await SendContentAsync(request, content, session, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is not (HttpStatusCode.Accepted or HttpStatusCode.NoContent))
        {
            throw await http.FailureAsync($"PATCH blob {blob.Digest} to {http.Image.Registry}/{http.Image.Repository}", response,
                cancellationToken).ConfigureAwait(false);
        }

        session.Location = http.Location(response);
        session.Offset += count;
    }

    private async Task EndAsync(Descriptor blob, UploadContent rest, UploadSession session, CancellationToken cancellationToken)
    {
        var address = new UriBuilder(session.Location!);
        address.Query =
            $"{address.Query.TrimStart('?')}{(address.Query.Length > 1 ? "&" : "")}digest={Uri.EscapeDataString(blob.Digest.ToString())}";
        using var request = http.RequestTo(address.Uri, HttpMethod.Put, RegistryHttp.Push, isReplayable: false);
        using var response = await SendContentAsync(request, rest, session, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Created)
        {
            throw await http.FailureAsync($"PUT blob {blob.Digest} to {http.Image.Registry}/{http.Image.Repository}", response,
                cancellationToken).ConfigureAwait(false);
        }

        if (RegistryHttp.ContentDigest(response) is { } stored && stored != blob.Digest)
        {
            throw new RegistryException(
                $"PUT blob {blob.Digest} to {http.Image.Registry}/{http.Image.Repository}: the registry stored {stored}",
                HttpStatusCode.BadGateway, "DIGEST");
        }
    }

    private async Task<HttpResponseMessage> SendContentAsync(
        HttpRequestMessage request, UploadContent content, UploadSession session, CancellationToken cancellationToken)
    {
        request.Content = content;
        try
        {
            return await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (RegistryException) when (content.SourceFailure is { } failure)
        {
            // The registry is not to blame. A source that is itself a download knows whether another try makes sense.
            session.SourceFailed = true;
            throw failure is RegistryException ? failure : new IOException($"the blob to send cannot be read: {failure.Message}", failure);
        }
    }
}
