using System.Net;

namespace Odagrun.Oci.Registry.Http;

/// <summary>Reads answers that belong in memory, and no more of them than agreed.</summary>
internal static class BoundedBody
{
    /// <exception cref="RegistryException">The body is longer.</exception>
    /// <exception cref="BrokenAnswerException">The connection breaks.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        var (content, isWhole) = await ReadStartAsync(response, limit, cancellationToken).ConfigureAwait(false);
        return isWhole
            ? content
            : throw new RegistryException($"the answer of {response.RequestMessage?.RequestUri?.Host} is longer than {limit} bytes",
                HttpStatusCode.BadGateway, "SIZE");
    }

    /// <summary>As much as <paramref name="limit"/> allows, and whether that is all.</summary>
    public static async Task<(ReadOnlyMemory<byte> Content, bool IsWhole)> ReadStartAsync(
        HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using var closing = stream.ConfigureAwait(false);
            using var content = new MemoryStream();
            var buffer = new byte[16 * 1024];
            while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read and > 0)
            {
                var room = limit - (int)content.Length;
                content.Write(buffer, 0, Math.Min(read, room));
                if (read > room)
                {
                    return (content.ToArray(), false);
                }
            }

            return (content.ToArray(), true);
        }
        catch (IOException e)
        {
            throw new BrokenAnswerException(
                $"the connection to {response.RequestMessage?.RequestUri?.Host} broke in the middle of an answer: {e.Message}", e);
        }
    }
}
