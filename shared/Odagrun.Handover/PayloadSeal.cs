using System.Security.Cryptography;
using System.Text;

namespace Odagrun.Handover;

/// <summary>
/// AES-256-GCM over one job's data: <c>ODG1</c>, 12 bytes of nonce, 16 of tag, ciphertext. The job's name is authenticated with it,
/// so that one job's data can't stand in for another's.
/// </summary>
public static class PayloadSeal
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int HeaderSize = 4 + NonceSize + TagSize;

    private static ReadOnlySpan<byte> Magic => "ODG1"u8;

    /// <summary>Encrypts <paramref name="plain"/>.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> plain, JobKey key, string jobName)
    {
        var sealedBytes = new byte[HeaderSize + plain.Length];
        var nonce = sealedBytes.AsSpan(4, NonceSize);
        Magic.CopyTo(sealedBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.Bytes, TagSize);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(HeaderSize), sealedBytes.AsSpan(4 + NonceSize, TagSize), Encoding.UTF8.GetBytes(jobName));
        return sealedBytes;
    }

    /// <summary>Decrypts what <see cref="Seal"/> made.</summary>
    /// <exception cref="CryptographicException">Not sealed data, another key, another job, or changed on the way.</exception>
    public static byte[] Open(ReadOnlySpan<byte> sealedBytes, JobKey key, string jobName)
    {
        if (sealedBytes.Length < HeaderSize || !sealedBytes.StartsWith(Magic))
        {
            throw new CryptographicException($"the stored data of job {jobName} is not sealed data ({sealedBytes.Length} bytes): it was cut off or written by something else");
        }

        var plain = new byte[sealedBytes.Length - HeaderSize];
        using var aes = new AesGcm(key.Bytes, TagSize);
        aes.Decrypt(sealedBytes.Slice(4, NonceSize), sealedBytes[HeaderSize..], sealedBytes.Slice(4 + NonceSize, TagSize), plain, Encoding.UTF8.GetBytes(jobName));
        return plain;
    }
}
