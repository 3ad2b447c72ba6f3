using System.Security.Cryptography;
using System.Text;

namespace Odagrun.Handover;

/// <summary>
/// AES-256-GCM over one job's data: four bytes that name the form, 12 of nonce, 16 of tag, ciphertext. <c>ODG1</c> holds the data as
/// it is, <c>ODG2</c> deflated (RFC 1951), which payloads are where that is shorter. The job's name is authenticated with it, so that
/// one job's data can't stand in for another's.
/// </summary>
public static class PayloadSeal
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int HeaderSize = 4 + NonceSize + TagSize;

    private static ReadOnlySpan<byte> Plain => "ODG1"u8;

    private static ReadOnlySpan<byte> Deflated => "ODG2"u8;

    /// <summary>Encrypts <paramref name="plain"/>, deflated where that is shorter.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> plain, JobKey key, string jobName) =>
        Deflation.TryShorten(plain) is { } shorter
            ? Encrypt(Deflated, shorter, key, DeflatedContext(jobName))
            : Encrypt(Plain, plain, key, Encoding.UTF8.GetBytes(jobName));

    /// <summary>Decrypts what <see cref="Seal"/> made.</summary>
    /// <exception cref="CryptographicException">Not sealed data, another key, another job, or changed on the way.</exception>
    public static byte[] Open(ReadOnlySpan<byte> sealedBytes, JobKey key, string jobName)
    {
        if (sealedBytes.Length >= HeaderSize && sealedBytes.StartsWith(Plain))
        {
            return Decrypt(sealedBytes, key, Encoding.UTF8.GetBytes(jobName));
        }

        if (sealedBytes.Length >= HeaderSize && sealedBytes.StartsWith(Deflated))
        {
            return Deflation.Restore(Decrypt(sealedBytes, key, DeflatedContext(jobName)));
        }

        throw new CryptographicException(
            $"the stored data of job {jobName} is not sealed data ({sealedBytes.Length} bytes): it was cut off or written by something else");
    }

    // The form is authenticated too: nobody turns one into the other. No job's name has capital letters.
    private static byte[] DeflatedContext(string jobName) => [.. Deflated, .. Encoding.UTF8.GetBytes(jobName)];

    private static byte[] Encrypt(ReadOnlySpan<byte> form, ReadOnlySpan<byte> content, JobKey key, byte[] context)
    {
        var sealedBytes = new byte[HeaderSize + content.Length];
        var nonce = sealedBytes.AsSpan(4, NonceSize);
        form.CopyTo(sealedBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.Bytes, TagSize);
        aes.Encrypt(nonce, content, sealedBytes.AsSpan(HeaderSize), sealedBytes.AsSpan(4 + NonceSize, TagSize), context);
        return sealedBytes;
    }

    private static byte[] Decrypt(ReadOnlySpan<byte> sealedBytes, JobKey key, byte[] context)
    {
        var content = new byte[sealedBytes.Length - HeaderSize];
        using var aes = new AesGcm(key.Bytes, TagSize);
        aes.Decrypt(
            sealedBytes.Slice(4, NonceSize), sealedBytes[HeaderSize..], sealedBytes.Slice(4 + NonceSize, TagSize), content, context);
        return content;
    }
}
