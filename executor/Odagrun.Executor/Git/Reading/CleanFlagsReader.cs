namespace Odagrun.Executor.Git.Reading;

/// <summary>Reads GIT_CLEAN_FLAGS, options of <c>git clean</c> such as <c>-ffdx -e cache/</c>.</summary>
internal static class CleanFlagsReader
{
    private const string LongExclude = "--exclude=";

    /// <summary>Null for <c>none</c>; the default when nothing is set.</summary>
    internal static CleanFlags? Read(string? text, Action<string> warn)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return CleanFlags.Default;
        }

        if (text.Trim() == "none")
        {
            return null;
        }

        var exclude = new List<string>();
        var letters = new List<char>();
        var words = new Queue<string>(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        while (words.TryDequeue(out var word))
        {
            if (word.StartsWith(LongExclude, StringComparison.Ordinal))
            {
                exclude.Add(Unquote(word[LongExclude.Length..]));
            }
            else if (word is "--exclude" && words.TryDequeue(out var pattern))
            {
                exclude.Add(Unquote(pattern));
            }
            else if (word is "--quiet" or "--force")
            {
                letters.Add(word[2]);
            }
            else if (word.StartsWith('-') && !word.StartsWith("--", StringComparison.Ordinal))
            {
                ReadLetters(word, words, letters, exclude, warn);
            }
            else
            {
                warn($"GIT_CLEAN_FLAGS: '{word}' is not known here and left aside");
            }
        }

        return new(letters.Contains('d'), letters.Count(letter => letter == 'f') > 1, letters.Contains('x'), letters.Contains('X'),
            letters.Contains('q'), exclude);
    }

    private static void ReadLetters(string word, Queue<string> words, List<char> letters, List<string> exclude, Action<string> warn)
    {
        for (var i = 1; i < word.Length; i++)
        {
            switch (word[i])
            {
                case 'f' or 'd' or 'x' or 'X' or 'q':
                    letters.Add(word[i]);
                    break;
                case 'e' when i + 1 < word.Length:
                    exclude.Add(Unquote(word[(i + 1)..]));
                    return;
                case 'e' when words.TryDequeue(out var pattern):
                    exclude.Add(Unquote(pattern));
                    return;
                default:
                    warn($"GIT_CLEAN_FLAGS: '-{word[i]}' is not known here and left aside");
                    break;
            }
        }
    }

    private static string Unquote(string word) =>
        word is ['"', .., '"'] or ['\'', .., '\''] && word.Length > 1 ? word[1..^1] : word;
}
