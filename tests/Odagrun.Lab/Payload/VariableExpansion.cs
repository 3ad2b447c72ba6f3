using System.Text.RegularExpressions;
using Odagrun.Lab.Pipelines;

namespace Odagrun.Lab.Payload;

/// <summary>Expands <c>$NAME</c>, <c>${NAME}</c> and <c>%NAME%</c> as GitLab's server does: <c>$$</c> and unknown names are kept.</summary>
internal static partial class VariableExpansion
{
    public static string Expand(string text, IReadOnlyList<CiVariable> variables)
    {
        if (!text.Contains('$') && !text.Contains('%'))
        {
            return text;
        }

        return Reference().Replace(text, match =>
        {
            if (match.Value == "$$")
            {
                return match.Value;
            }

            var name = match.Groups.Cast<Group>().Skip(1).First(group => group.Success).Value;
            return variables.LastOrDefault(variable => variable.Key == name)?.Value ?? match.Value;
        });
    }

    /// <summary>
    /// All variables with references among them replaced, those referred to first. References to file variables and within raw
    /// ones are kept; on a circle everything is left as it is.
    /// </summary>
    public static IReadOnlyList<CiVariable> ExpandAll(IReadOnlyList<CiVariable> variables)
    {
        var last = new Dictionary<string, CiVariable>();
        foreach (var variable in variables)
        {
            last[variable.Key] = variable;
        }

        var done = new Dictionary<string, CiVariable>();
        var sorted = new List<CiVariable>();
        var open = new HashSet<string>();
        foreach (var key in last.Keys)
        {
            if (!Visit(key))
            {
                return variables;
            }
        }

        return sorted;

        bool Visit(string key)
        {
            if (done.ContainsKey(key) || !last.TryGetValue(key, out var variable))
            {
                return true;
            }

            if (!open.Add(key))
            {
                return false;
            }

            var names = variable.Raw ? [] : Names(variable.Value).Where(name => name != key).ToList();
            if (!names.All(Visit))
            {
                return false;
            }

            var known = names.Where(name => done.TryGetValue(name, out var other) && !other.File && !other.Raw).Select(name => done[name])
                .ToList();
            done[key] = variable.Raw ? variable : variable with { Value = Expand(variable.Value, known) };
            sorted.Add(done[key]);
            open.Remove(key);
            return true;
        }
    }

    private static IEnumerable<string> Names(string text) => Reference().Matches(text)
        .Where(match => match.Value != "$$")
        .Select(match => match.Groups.Cast<Group>().Skip(1).First(group => group.Success).Value);

    [GeneratedRegex(@"\$\$|\$(?:(\w+)|\{(\w+)\})|%(\w+)%")]
    private static partial Regex Reference();
}
