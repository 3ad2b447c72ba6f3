using System.Text;

namespace Odagrun.Executor.Archives.Globs;

/// <summary>The part of a glob between two slashes.</summary>
internal sealed class GlobSegment
{
    private readonly IReadOnlyList<GlobToken> _tokens;

    private GlobSegment(string? literal, bool isAnyDepth, IReadOnlyList<GlobToken> tokens)
    {
        Literal = literal;
        IsAnyDepth = isAnyDepth;
        _tokens = tokens;
    }

    /// <summary>The one name that it matches; null when there may be several.</summary>
    internal string? Literal { get; }

    /// <summary><c>**</c>.</summary>
    internal bool IsAnyDepth { get; }

    internal static GlobSegment Parse(string text)
    {
        if (text == "**")
        {
            return new(null, true, []);
        }

        var tokens = GlobToken.ParseAll(text);
        var literal = tokens.All(token => token.Literal is not null) ? string.Concat(tokens.Select(token => token.Literal)) : null;
        return new(literal, false, tokens);
    }

    internal bool IsMatch(string name)
    {
        if (Literal is not null)
        {
            return Literal == name;
        }

        Rune[] runes = [.. name.EnumerateRunes()];
        var (token, rune, star, mark) = (0, 0, -1, 0);
        while (rune < runes.Length)
        {
            if (token < _tokens.Count && _tokens[token].IsStar)
            {
                (star, mark) = (token++, rune);
            }
            else if (token < _tokens.Count && _tokens[token].IsMatch(runes[rune]))
            {
                token++;
                rune++;
            }
            else if (star >= 0)
            {
                // Let the last star take one character more.
                (token, rune) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        while (token < _tokens.Count && _tokens[token].IsStar)
        {
            token++;
        }

        return token == _tokens.Count;
    }
}
