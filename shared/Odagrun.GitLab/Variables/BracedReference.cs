using System.Globalization;

namespace Odagrun.GitLab.Variables;

/// <summary>What stands between the braces of <c>${…}</c>.</summary>
internal sealed class BracedReference(string inner, Func<string, string?> lookup, Action<string, string>? assign)
{
    internal string Evaluate()
    {
        if (inner is ['#', _, ..] && ParameterExpansion.NameLength(inner.AsSpan(1)) == inner.Length - 1)
        {
            return (lookup(inner[1..]) ?? "").Length.ToString(CultureInfo.InvariantCulture);
        }

        var length = ParameterExpansion.NameLength(inner);
        if (length == 0 && inner.Length == 1)
        {
            length = 1;
        }

        if (length == 0)
        {
            throw new ExpansionException($"'${{{inner}}}' is no reference to a variable");
        }

        var name = inner[..length];
        var value = lookup(name);
        return inner[length..] switch
        {
            "" => value ?? "",
            [':', '-' or '=' or '+' or '?', .. var word] => Default(name, value is { Length: > 0 } ? value : null, inner[length + 1], word),
            ['-' or '=' or '+' or '?', .. var word] => Default(name, value, inner[length], word),
            ['#' or '%', ..] trim => Trim(value ?? "", trim),
            "^^" => (value ?? "").ToUpperInvariant(),
            ",," => (value ?? "").ToLowerInvariant(),
            ['/', .. var replace] => Replace(value ?? "", replace),
            _ => throw new ExpansionException($"'${{{inner}}}' is an expansion that is not known"),
        };
    }

    private string Default(string name, string? value, char kind, string word)
    {
        switch (kind)
        {
            case '+':
                return value is null ? "" : Expand(word);
            case '?' when value is null:
                throw new ExpansionException($"{name}: {(word.Length > 0 ? Expand(word) : "it has no value")}");
            case '=' when value is null:
                var assigned = Expand(word);
                assign?.Invoke(name, assigned);
                return assigned;
            default:
                return value ?? Expand(word);
        }
    }

    private string Trim(string value, string operation)
    {
        var isLongest = operation.Length > 1 && operation[1] == operation[0];
        var pattern = new ShellPattern(Expand(operation[(isLongest ? 2 : 1)..]));
        return operation[0] == '#' ? value[pattern.Prefix(value, isLongest)..] : value[..(value.Length - pattern.Suffix(value, isLongest))];
    }

    private string Replace(string value, string operation)
    {
        var isAll = operation is ['/', ..];
        var text = isAll ? operation[1..] : operation;
        var slash = Slash(text);
        var pattern = new ShellPattern(Expand(slash < 0 ? text : text[..slash]));
        return pattern.Replace(value, slash < 0 ? "" : Expand(text[(slash + 1)..]), isAll);
    }

    // The slash between pattern and replacement; one behind a backslash belongs to the pattern.
    private static int Slash(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '/')
            {
                return i;
            }

            i += text[i] == '\\' ? 1 : 0;
        }

        return -1;
    }

    private string Expand(string word) => ParameterExpansion.Expand(word, lookup, assign);
}
