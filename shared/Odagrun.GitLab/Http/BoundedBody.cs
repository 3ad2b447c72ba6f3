using System.Buffers;

namespace Odagrun.GitLab.Http;

/// <summary>Reads an answer's body whole, up to a limit in bytes and in time.</summary>
internal static class BoundedBody
{
    /// <exception cref="IOException">The body is longer than <paramref name="limit"/>, or the connection broke.</exception>
    /// <exception cref="TimeoutException">The rest of the body did not come.</exception>
    public static async Task<byte[]> ReadAsync(
        HttpResponseMessage response, int limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var bytes = await ReadUpToAsync(response, limit + 1, time, cancellationToken).ConfigureAwait(false);
        return bytes.Length <= limit ? bytes : throw new IOException($"the answer is longer than {limit} bytes");
    }

    /// <summary>The body's first bytes.</summary>
    public static async Task<byte[]> ReadUpToAsync(
        HttpResponseMessage response, int count, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(AnswerLimit.Body, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await ReadAllAsync(response, count, linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"the answer's body did not end within {AnswerLimit.Body.TotalSeconds:0} s", e);
        }
    }

    private static async Task<byte[]> ReadAllAsync(HttpResponseMessage response, int count, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var body = new ArrayBufferWriter<byte>(Math.Clamp((int)(response.Content.Headers.ContentLength ?? 4096), 256, 1 << 20));
            while (body.WrittenCount < count)
            {
                var room = body.GetMemory();
                var read = await stream.ReadAsync(room[..Math.Min(room.Length, count - body.WrittenCount)], cancellationToken)
                    .ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                body.Advance(read);
            }

            return body.WrittenSpan.ToArray();
        }
    }
}
