namespace Odagrun.Executor.Scripts.Lines;

/// <summary>Puts words and operators together to commands.</summary>
internal sealed class LineParser
{
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "if", "then", "else", "elif", "fi", "for", "while", "until", "do", "done", "case", "esac", "function", "{", "}", "[[", "select",
        "time",
    };

    private readonly List<Pipeline> _pipelines = [];
    private readonly List<SimpleCommand> _commands = [];
    private readonly List<(string, Word)> _assignments = [];
    private readonly List<Word> _words = [];
    private readonly List<Redirection> _redirections = [];
    private string _before = ";";
    private bool _isNegated;

    internal static IReadOnlyList<Pipeline> Parse(string text) => new LineParser().Parse(new LineLexer(text).Read());

    private List<Pipeline> Parse(IReadOnlyList<LineToken> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Word is { } word)
            {
                Add(word);
            }
            else if (tokens[i].Operator is "&&" or "||" or ";" or "|")
            {
                EndCommand(tokens[i].Operator);
            }
            else if (i + 1 < tokens.Count && tokens[i + 1].Word is { } target)
            {
                _redirections.Add(new Redirection(tokens[i].Operator, tokens[i].Descriptor ?? 1, target));
                i++;
            }
            else
            {
                throw new LineException($"behind '{tokens[i].Operator}' a file name is missing");
            }
        }

        EndCommand(";");
        return _pipelines;
    }

    private void Add(Word word)
    {
        if (_words.Count == 0 && Assignment(word) is { } assignment)
        {
            _assignments.Add(assignment);
        }
        else if (_words.Count == 0 && word.Plain == "!")
        {
            _isNegated = !_isNegated;
        }
        else if (_words.Count == 0 && word.Plain is { } name && Reserved.Contains(name))
        {
            throw LineException.Missing($"'{name}'");
        }
        else
        {
            _words.Add(word);
        }
    }

    private static (string Name, Word Value)? Assignment(Word word)
    {
        if (word.Parts.Count == 0 || word.Parts[0] is not { IsQuoted: false, IsReference: false } first
            || first.Text.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var equals)
            || !Shells.ShellQuoting.IsName(first.Text[..equals]))
        {
            return null;
        }

        return (first.Text[..equals],
            new Word([new WordPart(first.Text[(equals + 1)..], IsQuoted: false, IsReference: false), .. word.Parts.Skip(1)]));
    }

    private void EndCommand(string next)
    {
        var isEmpty = _assignments.Count == 0 && _words.Count == 0 && _redirections.Count == 0;
        if (!isEmpty)
        {
            _commands.Add(new SimpleCommand([.. _assignments], [.. _words], [.. _redirections]));
        }
        else if (next != ";" || _commands.Count > 0 || _before != ";")
        {
            throw new LineException($"a command is missing beside '{(next != ";" ? next : _before)}'");
        }

        _assignments.Clear();
        _words.Clear();
        _redirections.Clear();
        if (next != "|")
        {
            EndPipeline(next);
        }
    }

    private void EndPipeline(string next)
    {
        if (_commands.Count > 0)
        {
            _pipelines.Add(new Pipeline([.. _commands], _isNegated, _before, next == ";"));
        }

        _commands.Clear();
        _isNegated = false;
        _before = next;
    }
}
