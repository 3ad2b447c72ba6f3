using System.Security.Cryptography;
using System.Text;

namespace Odagrun.Handover;

/// <summary>The 256-bit key of one job's stored data. Never printed.</summary>
public sealed class JobKey
{
    private readonly byte[] _bytes;

    private JobKey(byte[] bytes) => _bytes = bytes;

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>A new random key.</summary>
    public static JobKey Create() => new(RandomNumberGenerator.GetBytes(32));

    /// <summary>Reads <see cref="ToBase64"/>.</summary>
    /// <exception cref="FormatException">The text is not base64 of 32 bytes.</exception>
    public static JobKey Parse(string base64)
    {
        var bytes = new byte[33];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length == 32
            ? new JobKey(bytes[..32])
            : throw new FormatException("a job key is the base64 text of 32 bytes; this one is not");
    }

    /// <summary>A key for <paramref name="purpose"/>, from which this one can't be found (HKDF-SHA256, RFC 5869).</summary>
    public JobKey Derive(string purpose) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, _bytes, 32, salt: null, info: Encoding.UTF8.GetBytes(purpose)));

    /// <summary>The key as text, for a Secret or an environment variable.</summary>
    public string ToBase64() => Convert.ToBase64String(_bytes);

    /// <inheritdoc/>
    public override string ToString() => "[MASKED]";
}
