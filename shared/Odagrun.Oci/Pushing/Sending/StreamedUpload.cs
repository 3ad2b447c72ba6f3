using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Oci.Registry.Blobs;
using Odagrun.Oci.Registry.Http;

namespace Odagrun.Oci.Pushing.Sending;

/// <summary>
/// Sends a blob whose size and digest are known only at its end (distribution-spec, "Pushing a blob in chunks"): POST, PATCH for each
/// piece, PUT. One piece is on its way while the next one fills; it is kept until the registry has it, so that a broken connection is
/// resumed where the registry says. Not for several threads.
/// </summary>
internal sealed class StreamedUpload(RegistryHttp http, Backoff backoff, ILogger log) : IAsyncDisposable
{
    // Enough for one request to be worth it, and what object stores behind registries want of a part at least.
    private const int UsualPiece = 6 << 20;
    private const int LargestPiece = 64 << 20;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _filling = [];
    private byte[] _sending = [];
    private int _filled;
    private long _offset;
    private long _acknowledged;
    private Uri? _location;
    private Task _send = Task.CompletedTask;

    /// <summary>Bytes that the registry has.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Bytes in all.</summary>
    public long Count { get; private set; }

    private string Target => $"{http.Image.Registry}/{http.Image.Repository}";

    /// <summary>Opens the upload.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        using var request = http.Request(HttpMethod.Post, "blobs/uploads/", RegistryHttp.Push);
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Accepted)
        {
            throw await http.FailureAsync($"POST upload to {Target}", response, cancellationToken).ConfigureAwait(false);
        }

        _location = http.Location(response);
        var piece = PieceBytes(response);
        (_filling, _sending) = (new byte[piece], new byte[piece]);
    }

    /// <summary>Takes the next bytes; waits where the registry is behind.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _hash.AppendData(bytes.Span);
        Count += bytes.Length;
        while (!bytes.IsEmpty)
        {
            var count = Math.Min(bytes.Length, _filling.Length - _filled);
            bytes.Span[..count].CopyTo(_filling.AsSpan(_filled));
            _filled += count;
            bytes = bytes[count..];
            if (_filled == _filling.Length)
            {
                await SendOffAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Sends the rest and ends the upload; the digest the registry answers is checked.</summary>
    public async Task<Digest> CompleteAsync(CancellationToken cancellationToken)
    {
        await SendOffAsync(cancellationToken).ConfigureAwait(false);
        await _send.ConfigureAwait(false);
        var digest = Digest.FromHash(_hash.GetHashAndReset());
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await EndAsync(digest, cancellationToken).ConfigureAwait(false);
                return digest;
            }
            catch (RegistryException e) when (e.IsTransient)
            {
                if (!await backoff.WaitAsync(attempt, null, cancellationToken).ConfigureAwait(false))
                {
                    throw;
                }

                log.UploadResumed(digest, http.Image.Registry, http.Image.Repository, e.Message, attempt + 1);

                // The answer may have got lost although all was well.
                if (await HasBlobAsync(digest, cancellationToken).ConfigureAwait(false))
                {
                    return digest;
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _send.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _hash.Dispose();
    }

    private static int PieceBytes(HttpResponseMessage response) =>
        response.Headers.TryGetValues("OCI-Chunk-Min-Length", out var values)
        && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var least)
            ? Math.Clamp(least, UsualPiece, LargestPiece)
            : UsualPiece;

    private async Task SendOffAsync(CancellationToken cancellationToken)
    {
        await _send.ConfigureAwait(false);
        if (_filled > 0)
        {
            (_filling, _sending) = (_sending, _filling);
            var piece = _sending.AsMemory(0, _filled);
            _filled = 0;
            _send = Task.Run(() => SendAsync(piece, cancellationToken), cancellationToken);
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        var end = _offset + piece.Length;
        for (var attempt = 0; _offset < end; attempt++)
        {
            try
            {
                await SendOnceAsync(piece[(int)(piece.Length - (end - _offset))..], cancellationToken).ConfigureAwait(false);
                _offset = end;
            }
            catch (RegistryException e) when (MayResume(e))
            {
                if (!await backoff.WaitAsync(attempt, null, cancellationToken).ConfigureAwait(false))
                {
                    throw;
                }

                log.PieceResent(http.Image.Registry, http.Image.Repository, e.Message, attempt + 1);
                await ResumeAsync(end - piece.Length, end, cancellationToken).ConfigureAwait(false);
            }
        }

        Interlocked.Exchange(ref _acknowledged, end);
    }

    // A token may run out on the way: the question how far it got brings a new one.
    private static bool MayResume(RegistryException e) =>
        e.IsTransient || e.Status is HttpStatusCode.Unauthorized or HttpStatusCode.RequestedRangeNotSatisfiable;

    private async Task SendOnceAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var request = http.RequestTo(_location!, HttpMethod.Patch, RegistryHttp.Push, isReplayable: false);
        request.Content = new ReadOnlyMemoryContent(bytes);
        request.Content.Headers.ContentType = RegistryHttp.ContentType("application/octet-stream");
        request.Content.Headers.TryAddWithoutValidation(
            "Content-Range", string.Create(CultureInfo.InvariantCulture, $"{_offset}-{_offset + bytes.Length - 1}"));
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.NoContent)
        {
            _location = http.Location(response);
            return;
        }

        var failure = await http.FailureAsync($"PATCH upload to {Target} at byte {_offset}", response, cancellationToken)
            .ConfigureAwait(false);
        throw response.StatusCode == HttpStatusCode.NotFound ? new UploadLostException(failure.Message, failure) : failure;
    }

    private async Task ResumeAsync(long start, long end, CancellationToken cancellationToken)
    {
        using var request = http.RequestTo(_location!, HttpMethod.Get, RegistryHttp.Push);
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode && UploadSession.ReceivedBytes(response) is { } received && received >= start && received <= end)
        {
            _offset = received;
            _location = response.Headers.Location is null ? _location : http.Location(response);
            return;
        }

        throw new UploadLostException(
            $"registry '{http.Image.Registry}' has lost the upload to {http.Image.Repository} after {start} bytes (status {(int)response.StatusCode})");
    }

    private async Task EndAsync(Digest digest, CancellationToken cancellationToken)
    {
        var address = new UriBuilder(_location!);
        address.Query =
            $"{address.Query.TrimStart('?')}{(address.Query.Length > 1 ? "&" : "")}digest={Uri.EscapeDataString(digest.ToString())}";
        using var request = http.RequestTo(address.Uri, HttpMethod.Put, RegistryHttp.Push, isReplayable: false);
        request.Content = new ByteArrayContent([]);
        request.Content.Headers.ContentType = RegistryHttp.ContentType("application/octet-stream");
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            throw new UploadLostException(
                $"registry '{http.Image.Registry}' has lost the upload to {http.Image.Repository} after {Count} bytes");
        }

        if (response.StatusCode != HttpStatusCode.Created)
        {
            throw await http.FailureAsync($"PUT blob {digest} to {Target}", response, cancellationToken).ConfigureAwait(false);
        }

        if (RegistryHttp.ContentDigest(response) is { } stored && stored != digest)
        {
            throw new RegistryException(
                $"PUT blob {digest} to {Target}: the registry stored {stored}", HttpStatusCode.BadGateway, "DIGEST");
        }
    }

    private async Task<bool> HasBlobAsync(Digest digest, CancellationToken cancellationToken)
    {
        using var request = http.Request(HttpMethod.Head, $"blobs/{digest}", RegistryHttp.Pull);
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode;
    }
}
