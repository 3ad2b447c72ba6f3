namespace Odagrun.Executor.Archives.Globs;

/// <summary>Writes <c>a{b,c}d</c> out as <c>abd</c> and <c>acd</c>.</summary>
internal static class GlobBraces
{
    private const int MaximumAlternatives = 10_000;

    internal static IReadOnlyList<string> Expand(string pattern)
    {
        var done = new List<string>();
        var pending = new Stack<string>([pattern]);
        while (pending.TryPop(out var text))
        {
            if (done.Count + pending.Count > MaximumAlternatives)
            {
                throw new FormatException($"'{pattern}' stands for more than {MaximumAlternatives} patterns: split it.");
            }

            if (FindOpen(text) is not { } open)
            {
                done.Add(text);
                continue;
            }

            var (options, close) = ReadOptions(pattern, text, open);
            foreach (var option in options)
            {
                pending.Push(text[..open] + option + text[(close + 1)..]);
            }
        }

        return done;
    }

    private static int? FindOpen(string text)
    {
        var inClass = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '[' when !inClass:
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '{' when !inClass:
                    return i;
                default:
                    break;
            }
        }

        return null;
    }

    private static (IReadOnlyList<string> Options, int Close) ReadOptions(string pattern, string text, int open)
    {
        var options = new List<string>();
        var start = open + 1;
        var depth = 0;
        for (var i = start; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '{':
                    depth++;
                    break;
                case ',' when depth == 0:
                    options.Add(text[start..i]);
                    start = i + 1;
                    break;
                case '}' when depth == 0:
                    options.Add(text[start..i]);
                    return (options, i);
                case '}':
                    depth--;
                    break;
                default:
                    break;
            }
        }

        throw new FormatException($"'{pattern}': '{{' without '}}'.");
    }
}
