namespace Odagrun.Masking.Forms;

/// <summary>
/// Base64 of a secret: by itself (padded or not, wrapped or not) and inside something longer, where its characters depend on how
/// many bytes precede it, modulo three. Both alphabets.
/// </summary>
internal static class Base64Forms
{
    // What base64(1) and openssl wrap at.
    private static readonly int[] Widths = [76, 64];

    public static IEnumerable<string> Of(byte[] secret)
    {
        foreach (var form in Standard(secret))
        {
            yield return form;
            yield return form.Replace('+', '-').Replace('/', '_');
        }
    }

    private static IEnumerable<string> Standard(byte[] secret)
    {
        var whole = Convert.ToBase64String(secret);
        yield return whole;
        yield return whole.TrimEnd('=');
        for (var before = 0; before < 3; before++)
        {
            yield return Inside(secret, before);
        }

        foreach (var width in Widths.Where(width => whole.Length > width))
        {
            for (var begin = 0; begin < whole.Length; begin += width)
            {
                yield return whole[begin..Math.Min(begin + width, whole.Length)].TrimEnd('=');
            }
        }
    }

    /// <summary>Only the characters that are the secret's alone: those that share bits with its neighbours are cut off.</summary>
    private static string Inside(byte[] secret, int before)
    {
        var padded = new byte[before + secret.Length];
        secret.CopyTo(padded, before);
        var begin = ((before * 8) + 5) / 6;
        var end = padded.Length * 8 / 6;
        return end > begin ? Convert.ToBase64String(padded)[begin..end] : "";
    }
}
