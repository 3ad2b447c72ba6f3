namespace Odagrun.Masking.Forms;

/// <summary>
/// The lines of a secret of several: tools print them one by one, indented, or with other line ends. The frame lines of PEM
/// (<c>-----BEGIN …</c>) tell nothing and stay readable.
/// </summary>
internal static class LineForms
{
    public static IEnumerable<string> Of(string secret) =>
        secret.AsSpan().IndexOfAny('\n', '\r') < 0
            ? []
            : secret.Split(['\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Where(line => !line.StartsWith("-----", StringComparison.Ordinal));
}
