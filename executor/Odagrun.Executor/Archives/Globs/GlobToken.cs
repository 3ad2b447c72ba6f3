using System.Text;

namespace Odagrun.Executor.Archives.Globs;

/// <summary>One character's worth of a glob, or a star.</summary>
internal sealed record GlobToken
{
    private bool _any;
    private bool _negated;
    private List<(Rune From, Rune To)> _ranges = [];

    internal bool IsStar { get; private init; }

    internal Rune? Literal { get; private init; }

    internal bool IsMatch(Rune rune) =>
        Literal is { } literal
            ? literal == rune
            : _any || (_ranges.Count > 0 && _negated != _ranges.Any(range => range.From <= rune && rune <= range.To));

    internal static IReadOnlyList<GlobToken> ParseAll(string text)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        var tokens = new List<GlobToken>(runes.Length);
        for (var i = 0; i < runes.Length; i++)
        {
            tokens.Add(runes[i].Value switch
            {
                '*' => new() { IsStar = true },
                '?' => new() { _any = true },
                '[' => ReadClass(text, runes, ref i),
                '\\' => new() { Literal = Next(text, runes, ref i) },
                _ => new() { Literal = runes[i] },
            });
        }

        return tokens;
    }

    private static Rune Next(string text, Rune[] runes, ref int i) =>
        ++i < runes.Length ? runes[i] : throw new FormatException($"'{text}': nothing follows at the end.");

    private static GlobToken ReadClass(string text, Rune[] runes, ref int i)
    {
        var first = Next(text, runes, ref i);
        var negated = first.Value is '^' or '!';
        if (negated)
        {
            first = Next(text, runes, ref i);
        }

        var ranges = new List<(Rune, Rune)>();
        for (var current = first; current.Value != ']' || ranges.Count == 0; current = Next(text, runes, ref i))
        {
            if (current.Value == ']')
            {
                throw new FormatException($"'{text}': '[]' holds no character.");
            }

            var from = current.Value == '\\' ? Next(text, runes, ref i) : current;
            var to = from;
            if (i + 2 < runes.Length && runes[i + 1].Value == '-' && runes[i + 2].Value != ']')
            {
                i++;
                to = Next(text, runes, ref i);
                to = to.Value == '\\' ? Next(text, runes, ref i) : to;
            }

            ranges.Add((from, to));
        }

        return new() { _negated = negated, _ranges = ranges };
    }
}
