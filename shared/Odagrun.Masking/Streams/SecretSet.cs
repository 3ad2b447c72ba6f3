using Odagrun.Masking.Patterns;

namespace Odagrun.Masking.Streams;

/// <summary>All forms of all secrets, ready for search.</summary>
internal sealed class SecretSet
{
    /// <summary>
    /// Longer forms are searched as blocks of this size. It bounds what a stream holds back and how far a comparison goes, and a piece
    /// of a long secret is hidden too.
    /// </summary>
    public const int BlockSize = 512;

    public static readonly SecretSet Empty = new([]);

    public SecretSet(IEnumerable<byte[]> forms) => Patterns = new PatternSet(forms.SelectMany(Blocks));

    public PatternSet Patterns { get; }

    private static IEnumerable<byte[]> Blocks(byte[] form)
    {
        if (form.Length <= BlockSize)
        {
            yield return form;
            yield break;
        }

        for (var begin = 0; begin + BlockSize <= form.Length; begin += BlockSize)
        {
            yield return form.AsSpan(begin, BlockSize).ToArray();
        }

        yield return form.AsSpan(form.Length - BlockSize).ToArray();
    }
}
