using Odagrun.Executor.Git;

namespace Odagrun.Executor.Sources;

/// <summary>Reads the options of <c>git clean</c>.</summary>
internal sealed class CleanFlagReader
{
    private readonly List<string> _exclude = [];
    private int _force;
    private bool _directories;
    private bool _ignored;
    private bool _onlyIgnored;
    private bool _quiet;

    /// <summary>Null where there is an option that has no meaning here.</summary>
    internal CleanFlags? Read(string[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var isExclude = words[i] is "-e" or "--exclude";
            if (isExclude && i + 1 < words.Length)
            {
                _exclude.Add(words[++i].Trim('"', '\''));
            }
            else if (words[i].StartsWith("--exclude=", StringComparison.Ordinal))
            {
                _exclude.Add(words[i]["--exclude=".Length..].Trim('"', '\''));
            }
            else if (isExclude || !ReadLetters(words[i]))
            {
                return null;
            }
        }

        return new CleanFlags(_directories, _force > 1, _ignored, _onlyIgnored, _quiet, _exclude);
    }

    private bool ReadLetters(string word)
    {
        if (word is not ['-', not '-', ..])
        {
            return word is "--force" or "--quiet";
        }

        return word.AsSpan(1).ToArray().All(Take);
    }

    private bool Take(char letter)
    {
        switch (letter)
        {
            case 'f': _force++; return true;
            case 'd': return _directories = true;
            case 'x': return _ignored = true;
            case 'X': return _onlyIgnored = true;
            case 'q': return _quiet = true;
            default: return false;
        }
    }
}
