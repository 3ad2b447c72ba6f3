using System.Globalization;
using System.Text;
using Odagrun.Executor.Shells;
using Odagrun.GitLab.Variables;

namespace Odagrun.Executor.Scripts.Lines;

/// <summary>What commands of one script change for those after them: variables, the directory, the last exit code.</summary>
internal sealed class LineState
{
    private readonly Dictionary<string, string> _variables;
    private readonly HashSet<string> _exported;
    private readonly string _environmentFile;
    private long _exportsTaken;

    internal LineState(ScriptEnvironment environment)
    {
        _variables = new(environment.Variables.Concat(environment.Unexported), StringComparer.Ordinal);
        _exported = new(environment.Variables.Keys, StringComparer.Ordinal);
        Directory = environment.WorkingDirectory;
        _environmentFile = environment.EnvironmentFile;
    }

    private LineState(LineState other)
    {
        _variables = new(other._variables, StringComparer.Ordinal);
        _exported = new(other._exported, StringComparer.Ordinal);
        Directory = other.Directory;
        LastExitCode = other.LastExitCode;
        _environmentFile = other._environmentFile;
    }

    internal string Directory { get; set; }

    internal int LastExitCode { get; set; }

    /// <summary>Set by <c>exit</c>.</summary>
    internal bool HasExited { get; set; }

    internal LineState Clone() => new(this);

    internal string? Get(string name) =>
        name == "?" ? LastExitCode.ToString(CultureInfo.InvariantCulture) : _variables.GetValueOrDefault(name);

    internal void Set(string name, string value) => _variables[name] = value;

    internal void Export(string name) => _exported.Add(name);

    /// <summary>Takes variables over that an integrated command has set.</summary>
    internal void TakeExports()
    {
        foreach (var (name, value) in ScriptExports.Read(_environmentFile, ref _exportsTaken))
        {
            Set(name, value);
            Export(name);
        }
    }

    internal void Unset(string name)
    {
        _variables.Remove(name);
        _exported.Remove(name);
    }

    /// <summary>The environment of a program, with the assignments before its name.</summary>
    internal IReadOnlyList<string> Environment(IEnumerable<(string Name, string Value)> assignments)
    {
        var result = _variables.Where(entry => _exported.Contains(entry.Key)).ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in assignments)
        {
            result[name] = value;
        }

        return [.. result.Select(entry => $"{entry.Key}={entry.Value}")];
    }

    /// <summary>A word as one text, without splitting.</summary>
    internal string Text(Word word) => string.Concat(word.Parts.Select((part, index) => Value(part, index)));

    /// <summary>A word as the arguments it makes: values of references outside quotes are split at blanks.</summary>
    internal IEnumerable<string> Fields(Word word)
    {
        var field = new StringBuilder();
        var hasField = false;
        foreach (var (part, index) in word.Parts.Select((part, index) => (part, index)))
        {
            var value = Value(part, index);
            if (part.IsQuoted || !part.IsReference)
            {
                field.Append(value);
                hasField = true;
                continue;
            }

            foreach (var letter in value)
            {
                if (letter is not (' ' or '\t' or '\n'))
                {
                    field.Append(letter);
                    hasField = true;
                }
                else if (hasField)
                {
                    yield return field.ToString();
                    field.Clear();
                    hasField = false;
                }
            }
        }

        if (hasField)
        {
            yield return field.ToString();
        }
    }

    private string Value(WordPart part, int index)
    {
        if (part.IsReference)
        {
            _ = ParameterExpansion.Reference(part.Text, Get, Set, out var value);
            return value;
        }

        var isHome = index == 0 && !part.IsQuoted && (part.Text == "~" || part.Text.StartsWith("~/", StringComparison.Ordinal));
        return isHome ? Get("HOME") + part.Text[1..] : part.Text;
    }
}
