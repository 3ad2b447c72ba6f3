using System.Globalization;
using System.Text;
using Odagrun.GitLab.Variables;

namespace Odagrun.Executor.Scripts.Lines;

/// <summary>Takes a script's entry apart into words and operators.</summary>
internal sealed class LineLexer(string text)
{
    private readonly List<LineToken> _tokens = [];
    private readonly List<WordPart> _parts = [];
    private readonly StringBuilder _literal = new();
    private bool _inWord;
    private int _at;

    internal IReadOnlyList<LineToken> Read()
    {
        while (_at < text.Length)
        {
            Step(text[_at]);
        }

        EndWord();
        return _tokens;
    }

    private char Next => _at + 1 < text.Length ? text[_at + 1] : '\0';

    private void Step(char letter)
    {
        switch (letter)
        {
            case ' ' or '\t':
                EndWord();
                _at++;
                break;
            case '#' when !_inWord:
                _at = text.IndexOf('\n', _at) is >= 0 and var end ? end : text.Length;
                break;
            case '\\':
                Escape();
                break;
            case '\'':
                SingleQuoted();
                break;
            case '"':
                DoubleQuoted();
                break;
            case '$':
                Reference(isQuoted: false);
                break;
            case '\n' or ';' or '&' or '|' or '<' or '>':
                Operator(letter);
                break;
            case '`':
                throw LineException.Missing("command substitution (`…`)");
            case '(' or ')':
                throw LineException.Missing("parentheses");
            case '*' or '?' or '[' when !(letter == '[' && !_inWord && Next is ' '):
                throw LineException.Missing($"file name patterns ({letter}); put it in quotes if it is meant as it is");
            default:
                _inWord = true;
                _literal.Append(letter);
                _at++;
                break;
        }
    }

    private void Escape()
    {
        if (Next != '\n')
        {
            EndLiteral(isQuoted: false);
            _inWord = true;
            _parts.Add(new WordPart(Next == '\0' ? "" : Next.ToString(), IsQuoted: true, IsReference: false));
        }

        _at += 2;
    }

    private void SingleQuoted()
    {
        var end = text.IndexOf('\'', _at + 1);
        if (end < 0)
        {
            throw new LineException("a single quote is not closed");
        }

        EndLiteral(isQuoted: false);
        _inWord = true;
        _parts.Add(new WordPart(text[(_at + 1)..end], IsQuoted: true, IsReference: false));
        _at = end + 1;
    }

    private void DoubleQuoted()
    {
        EndLiteral(isQuoted: false);
        _inWord = true;
        _at++;
        while (_at < text.Length && text[_at] != '"')
        {
            switch (text[_at])
            {
                case '$':
                    Reference(isQuoted: true);
                    break;
                case '`':
                    throw LineException.Missing("command substitution (`…`)");
                case '\\' when Next is '"' or '\\' or '$' or '`' or '\n':
                    _literal.Append(Next == '\n' ? "" : Next.ToString());
                    _at += 2;
                    break;
                default:
                    _literal.Append(text[_at++]);
                    break;
            }
        }

        if (_at >= text.Length)
        {
            throw new LineException("a double quote is not closed");
        }

        EndLiteral(isQuoted: true, evenEmpty: true);
        _at++;
    }

    private void Reference(bool isQuoted)
    {
        if (Next == '(')
        {
            throw LineException.Missing("command substitution and arithmetic ($(…))");
        }

        EndLiteral(isQuoted);
        _inWord = true;
        // The values do not matter here, only where the reference ends.
        var length = ParameterExpansion.Reference(text.AsSpan(_at), _ => "x", null, out _);
        _parts.Add(new WordPart(text.Substring(_at, length), isQuoted, IsReference: true));
        _at += length;
    }

    private void Operator(char letter)
    {
        if (letter is '<' or '>' || (letter == '&' && Next == '>'))
        {
            Redirection(letter);
            return;
        }

        EndWord();
        var isDouble = Next == letter && letter is '&' or '|';
        if (letter == '&' && !isDouble)
        {
            throw LineException.Missing("background commands (&)");
        }

        _tokens.Add(new LineToken(null, isDouble ? new string(letter, 2) : letter == '\n' ? ";" : letter.ToString()));
        _at += isDouble ? 2 : 1;
    }

    private void Redirection(char letter)
    {
        if (letter == '&')
        {
            EndWord();
            _tokens.Add(new LineToken(null, "&>"));
            _at += 2;
            return;
        }

        var descriptor = TakeDescriptor() ?? (letter == '<' ? 0 : 1);
        EndWord();
        var name = Next switch
        {
            '<' when letter == '<' => throw LineException.Missing("here-documents (<<)"),
            '>' when letter == '>' => ">>",
            '&' => letter + "&",
            _ => letter.ToString(),
        };
        _tokens.Add(new LineToken(null, name, descriptor));
        _at += name.Length;
    }

    // "2>": a word of nothing but one digit, right before the operator.
    private int? TakeDescriptor()
    {
        if (_parts.Count > 0 || _literal is not { Length: 1 } || !char.IsAsciiDigit(_literal[0]))
        {
            return null;
        }

        var descriptor = int.Parse(_literal.ToString(), CultureInfo.InvariantCulture);
        _literal.Clear();
        _inWord = false;
        return descriptor;
    }

    private void EndLiteral(bool isQuoted, bool evenEmpty = false)
    {
        if (_literal.Length > 0 || evenEmpty)
        {
            _parts.Add(new WordPart(_literal.ToString(), isQuoted, IsReference: false));
            _literal.Clear();
        }
    }

    private void EndWord()
    {
        EndLiteral(isQuoted: false);
        if (_inWord)
        {
            _tokens.Add(new LineToken(new Word([.. _parts]), ""));
        }

        _parts.Clear();
        _inWord = false;
    }
}
