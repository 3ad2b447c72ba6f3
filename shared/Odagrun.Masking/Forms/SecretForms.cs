using System.Text;

namespace Odagrun.Masking.Forms;

/// <summary>The byte strings by which a secret shows up in logs.</summary>
internal static class SecretForms
{
    /// <summary>Shorter pieces and derived forms are left out: they are no longer telling, and too often something else.</summary>
    public const int ShortestDerived = 8;

    public static IEnumerable<byte[]> Of(string secret)
    {
        yield return Encoding.UTF8.GetBytes(secret);
        foreach (var form in Derived(secret))
        {
            if (form.Length >= ShortestDerived && form != secret)
            {
                yield return Encoding.UTF8.GetBytes(form);
            }
        }
    }

    private static IEnumerable<string> Derived(string secret) =>
        Base64Forms.Of(Encoding.UTF8.GetBytes(secret))
            .Concat(UrlForms.Of(secret))
            .Concat(JsonForms.Of(secret))
            .Concat(ShellForms.Of(secret))
            .Concat(LineForms.Of(secret));
}
