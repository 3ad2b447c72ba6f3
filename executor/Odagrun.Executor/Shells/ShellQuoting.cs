using System.Buffers;

namespace Odagrun.Executor.Shells;

/// <summary>Texts as one word of any POSIX shell. ANSI-C quoting ($'…') is not used: dash and its like do not know it.</summary>
internal static class ShellQuoting
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./,:@%+=");

    /// <summary>The text, in single quotes where it needs them.</summary>
    internal static string Quote(string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Plain) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>What <see cref="Quote"/> was given.</summary>
    internal static string Unquote(string quoted) =>
        quoted is ['\'', .. var inner, '\''] ? inner.Replace("'\\''", "'", StringComparison.Ordinal) : quoted;

    /// <summary>Whether a shell takes the text as a variable's name.</summary>
    internal static bool IsName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
