using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Odagrun.Oci.Blobs;
using Odagrun.Oci.Images;
using Odagrun.Oci.Registry.Http;

namespace Odagrun.Oci.Registry.Blobs;

/// <summary>A blob as a stream: hashed and counted on the way, asked for again from where it broke (Range).</summary>
internal sealed class BlobDownload(
    RegistryHttp http, Descriptor blob, Backoff backoff, RegistryClientOptions options, TimeProvider clock, ILogger log)
    : ReadThroughStream
{
    private readonly ContentCheck _check = new(blob.Digest, blob.Size < 0 ? null : blob.Size, problem => Damaged(http, blob, problem));
    private HttpResponseMessage? _response;
    private Stream? _stream;
    private int _attempt;

    /// <summary>Asks for the blob; a refusal is thrown here rather than at the first read.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        var from = _check.Count;
        var tried = $"GET blob {blob.Digest} of {http.Image.Registry}/{http.Image.Repository}";
        using var request = http.Request(HttpMethod.Get, $"blobs/{blob.Digest}", RegistryHttp.Pull);
        request.Headers.Range = from == 0 ? null : new RangeHeaderValue(from, null);
        _response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!_response.IsSuccessStatusCode)
        {
            throw await http.FailureAsync(tried, _response, cancellationToken).ConfigureAwait(false);
        }

        _stream = await _response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        if (from > 0 && _response.StatusCode == HttpStatusCode.OK)
        {
            await SkipAsync(from, cancellationToken).ConfigureAwait(false);
        }
        else if (from > 0 && _response.Content.Headers.ContentRange?.From != from)
        {
            throw new RegistryException($"{tried}: bytes from {from} on were asked for, {_response.Content.Headers.ContentRange} came",
                HttpStatusCode.BadGateway, "RANGE");
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!_check.IsDone && !buffer.IsEmpty)
        {
            var broken = "it ended early";
            try
            {
                if (_stream is null)
                {
                    await BeginAsync(cancellationToken).ConfigureAwait(false);
                }

                var read = await ReadOnceAsync(buffer, cancellationToken).ConfigureAwait(false);
                if (read > 0)
                {
                    _check.Append(buffer.Span[..read]);
                    _attempt = 0;
                    return read;
                }

                if (blob.Size <= 0)
                {
                    // Of unknown size: HttpClient has seen to it that the answer was whole.
                    _check.Complete();
                    return 0;
                }
            }
            catch (Exception e) when (e is IOException or TimeoutException or RegistryException { IsTransient: true })
            {
                broken = e.Message;
            }

            await CloseAsync().ConfigureAwait(false);
            if (!await backoff.WaitAsync(_attempt++, null, cancellationToken).ConfigureAwait(false))
            {
                throw new RegistryException(
                    $"GET blob {blob.Digest} of {http.Image.Registry}/{http.Image.Repository}: broke after {_check.Count} of {blob.Size} bytes, {backoff.Retries} further tries did not help: {broken}",
                    null, null);
            }

            log.DownloadResumed(blob.Digest, http.Image.Registry, http.Image.Repository, _check.Count, broken);
        }

        return 0;
    }

    public override int Read(Span<byte> buffer) => throw new NotSupportedException("a blob's download is read asynchronously");

    private async Task<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var idle = new CancellationTokenSource(options.IdleTimeout, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, idle.Token);
        try
        {
            return await _stream!.ReadAsync(buffer, linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (idle.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no byte came for {options.IdleTimeout.TotalSeconds:0} seconds", e);
        }
    }

    // The server does not know ranges and begins anew.
    private async Task SkipAsync(long count, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        for (var left = count; left > 0;)
        {
            var read = await ReadOnceAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancellationToken).ConfigureAwait(false);
            left -= read > 0 ? read : throw new IOException("it ended before the place where it broke");
        }
    }

    private static RegistryException Damaged(RegistryHttp http, Descriptor blob, string problem) =>
        new($"GET blob {blob.Digest} of {http.Image.Registry}/{http.Image.Repository}: what came {problem}", HttpStatusCode.BadGateway,
            "DIGEST");

    private async Task CloseAsync()
    {
        if (_stream is not null)
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
        }

        _response?.Dispose();
        (_stream, _response) = (null, null);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream?.Dispose();
            _response?.Dispose();
            _check.Dispose();
        }

        base.Dispose(disposing);
    }
}
