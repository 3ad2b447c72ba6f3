using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Odagrun.Oci.References;

/// <summary>A content digest, <c>sha256:</c> and 64 lower-case hex digits (OCI image-spec, descriptor.md, "Digests").</summary>
[JsonConverter(typeof(DigestConverter))]
public readonly record struct Digest
{
    private const string Prefix = "sha256:";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly string? _text;

    private Digest(string text) => _text = text;

    /// <summary>The hex digits after <c>sha256:</c>.</summary>
    public string Hex => ToString()[Prefix.Length..];

    /// <summary>Reads <paramref name="text"/>; other algorithms than sha256 are not taken.</summary>
    /// <exception cref="FormatException">The text is no sha256 digest.</exception>
    public static Digest Parse(string text) =>
        TryParse(text, out var digest)
            ? digest
            : throw new FormatException($"'{text}' is no digest: expected sha256: and 64 lower-case hex digits");

    /// <summary>As <see cref="Parse"/>, without the exception.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        var valid = text is not null
            && text.Length == Prefix.Length + 64
            && text.StartsWith(Prefix, StringComparison.Ordinal)
            && text.AsSpan(Prefix.Length).IndexOfAnyExcept(HexDigits) < 0;
        digest = valid ? new Digest(text!) : default;
        return valid;
    }

    /// <summary>The digest of <paramref name="content"/>.</summary>
    public static Digest Of(ReadOnlySpan<byte> content) => FromHash(SHA256.HashData(content));

    /// <summary>The digest whose sha256 value, 32 bytes, is already computed.</summary>
    public static Digest FromHash(ReadOnlySpan<byte> sha256) => new(Prefix + Convert.ToHexStringLower(sha256));

    /// <inheritdoc/>
    public override string ToString() => _text ?? Prefix + new string('0', 64);
}
