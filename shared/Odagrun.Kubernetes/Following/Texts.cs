using System.Globalization;

namespace Odagrun.Kubernetes.Following;

/// <summary>Pieces of sentences.</summary>
internal static class Texts
{
    private const int Longest = 500;

    /// <summary>The text on one line, not too long; null for none.</summary>
    public static string? OneLine(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var line = string.Join(' ', text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= Longest ? line : line[..Longest] + "…";
    }

    public static string Mebibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.#} MiB");
}
