using System.Buffers;
using System.Text;

namespace Odagrun.Masking.Tests;

/// <summary>Runs text through a stream masker in given pieces.</summary>
internal static class MaskingHelp
{
    public static SecretMasker With(params IEnumerable<string> secrets)
    {
        var masker = new SecretMasker();
        foreach (var secret in secrets)
        {
            masker.Add(secret);
        }

        return masker;
    }

    /// <summary>Writes the parts between <c>|</c> one by one.</summary>
    public static string MaskParts(this SecretMasker masker, string text) =>
        masker.MaskPieces(text.Split('|').Select(Encoding.UTF8.GetBytes));

    public static string MaskPieces(this SecretMasker masker, IEnumerable<byte[]> pieces)
    {
        var output = new ArrayBufferWriter<byte>();
        var stream = masker.OpenStream();
        foreach (var piece in pieces)
        {
            stream.Write(piece, output);
        }

        stream.Flush(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
