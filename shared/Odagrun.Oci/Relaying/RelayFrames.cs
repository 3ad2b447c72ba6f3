using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Odagrun.Oci.Relaying;

/// <summary>
/// How messages and bodies lie on the connection: frames of a length (four bytes, big-endian) and so many bytes. A body ends with an
/// empty frame, so that one that was cut off is noticed.
/// </summary>
public static class RelayFrames
{
    /// <summary>The longest message.</summary>
    public const int LongestMessage = 64 * 1024;

    /// <summary>The longest piece of a body.</summary>
    public const int LongestPiece = 256 * 1024;

    private const int HeadBytes = 4;

    /// <summary>Sends a message.</summary>
    /// <exception cref="InvalidDataException">It is too long.</exception>
    public static async Task WriteAsync<T>(Stream connection, T message, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(message, type);
        if (json.Length > LongestMessage)
        {
            throw new InvalidDataException($"a message of {json.Length} bytes is too long; {LongestMessage} are allowed");
        }

        var frame = new byte[HeadBytes + json.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, json.Length);
        json.CopyTo(frame, HeadBytes);
        await connection.WriteAsync(frame, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Receives a message; null where the other side has gone.</summary>
    /// <exception cref="InvalidDataException">It is none, or too long.</exception>
    public static async Task<T?> ReadAsync<T>(Stream connection, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var head = new byte[HeadBytes];
        if (await connection.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancellationToken)
            .ConfigureAwait(false) < HeadBytes)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(head);
        if (length is < 0 or > LongestMessage)
        {
            throw new InvalidDataException($"a message of {length} bytes is announced; {LongestMessage} are allowed");
        }

        var json = new byte[length];
        await connection.ReadExactlyAsync(json, cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"what came is no message: {e.Message}", e);
        }
    }

    /// <summary>Sends all that the stream has as a body.</summary>
    public static async Task CopyBodyAsync(Stream source, Stream connection, CancellationToken cancellationToken)
    {
        var buffer = new byte[HeadBytes + LongestPiece];
        int read;
        do
        {
            read = await source.ReadAsync(buffer.AsMemory(HeadBytes), cancellationToken).ConfigureAwait(false);
            BinaryPrimitives.WriteInt32BigEndian(buffer, read);
            await connection.WriteAsync(buffer.AsMemory(0, HeadBytes + read), cancellationToken).ConfigureAwait(false);
        }
        while (read > 0);
    }
}
