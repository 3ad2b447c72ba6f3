using System.Text.RegularExpressions;

namespace Odagrun.Lab.Rules;

/// <summary>Splits a rules expression into tokens.</summary>
internal static partial class ExpressionLexer
{
    public static List<ExpressionToken> Tokens(string expression)
    {
        var tokens = new List<ExpressionToken>();
        var at = 0;
        while (at < expression.Length)
        {
            if (char.IsWhiteSpace(expression[at]))
            {
                at++;
                continue;
            }

            var match = Token().Match(expression, at);
            if (!match.Success || match.Length == 0)
            {
                throw new ExpressionException($"unexpected '{expression[at]}' at column {at + 1}");
            }

            tokens.Add(Read(match));
            at += match.Length;
        }

        tokens.Add(new(ExpressionTokenKind.End, ""));
        return tokens;
    }

    private static ExpressionToken Read(Match match)
    {
        var text = match.Value;
        return text[0] switch
        {
            '$' => new(ExpressionTokenKind.Variable, text.Trim('$', '{', '}')),
            '"' or '\'' => new(ExpressionTokenKind.Text, text[1..^1]),
            '/' => new(ExpressionTokenKind.Pattern, text),
            'n' => new(ExpressionTokenKind.Null, text),
            _ => new(ExpressionTokenKind.Operator, text),
        };
    }

    [GeneratedRegex("""\G(?:\$\w+|\$\{\w+\}|"[^"]*"|'[^']*'|null\b|/(?:\\.|[^/\\])+/[ismU]*|==|!=|=~|!~|&&|\|\||[()])""")]
    private static partial Regex Token();
}
