using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Odagrun.Jobs.Settings;

/// <summary>
/// Reads one section and collects every error with its key, its value and what to do. Binding by attributes would stop at the
/// first value that does not convert, and name no remedy. Values of secrets are never quoted.
/// </summary>
public sealed class SettingsReader
{
    private readonly IConfiguration _section;
    private readonly string _path;
    private readonly List<string> _errors;
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads <paramref name="section"/>, which messages name as <paramref name="path"/>.</summary>
    public SettingsReader(IConfiguration section, string path)
        : this(section, path, [])
    {
    }

    private SettingsReader(IConfiguration section, string path, List<string> errors) =>
        (_section, _path, _errors) = (section, path, errors);

    /// <summary>What was wrong so far, in a section's children too.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>The names of the section's keys.</summary>
    public IEnumerable<string> Keys => _section.GetChildren().Select(child => child.Key);

    /// <summary>Reads a section below this one; its errors are this one's too.</summary>
    public SettingsReader Section(string key)
    {
        _known.Add(key);
        return new SettingsReader(_section.GetSection(key), $"{_path}:{key}", _errors);
    }

    /// <summary>Makes keys known that somebody else reads.</summary>
    public void Leave(params IReadOnlyList<string> keys) => _known.UnionWith(keys);

    /// <summary>A value; null where it is missing or empty.</summary>
    public string? Text(string key)
    {
        _known.Add(key);
        return _section[key] is { Length: > 0 } text ? text : null;
    }

    /// <summary>A value, or what stands for it.</summary>
    public string Text(string key, string fallback) => Text(key) ?? fallback;

    /// <summary>A value that must be there.</summary>
    public string Required(string key, string remedy)
    {
        var text = Text(key);
        if (text is null)
        {
            Error(key, "is not set", remedy);
        }

        return text ?? "";
    }

    /// <summary>A whole number within bounds.</summary>
    public int Number(string key, int fallback, int min, int max) => (int)Number(key, (long)fallback, min, max);

    /// <summary>A whole number within bounds.</summary>
    public long Number(string key, long fallback, long min, long max)
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }

        if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Error(key, $"is '{text}'", $"give a whole number from {min} to {max}");
        return fallback;
    }

    /// <summary>True or false.</summary>
    public bool Flag(string key, bool fallback)
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }

        if (bool.TryParse(text, out var flag))
        {
            return flag;
        }

        Error(key, $"is '{text}'", "give true or false");
        return fallback;
    }

    /// <summary>A time as hh:mm:ss, within bounds.</summary>
    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan min, TimeSpan max)
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }

        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration) && duration >= min && duration <= max)
        {
            return duration;
        }

        Error(key, $"is '{text}'", $"give a time as hh:mm:ss from {min:c} to {max:c}");
        return fallback;
    }

    /// <summary>The value of <paramref name="key"/>, or the content of the file that <c>&lt;key&gt;File</c> names.</summary>
    public string? Secret(string key)
    {
        var (value, file) = (Text(key), Text(key + "File"));
        if (value is not null && file is not null)
        {
            Error(key, $"and {_path}:{key}File are both set", "keep one of them");
        }

        return value ?? (file is null ? null : SecretFile(key + "File", file));
    }

    /// <summary>Notes an error: what the key is, and what to do.</summary>
    public void Error(string key, string what, string remedy) => _errors.Add($"{_path}:{key} {what}: {remedy}");

    /// <summary>Takes over what another reader found.</summary>
    public void AddErrors(IEnumerable<string> errors) => _errors.AddRange(errors);

    /// <summary>Every key that nothing has asked for is a mistake, most often a slip of the pen.</summary>
    public void RefuseUnknown()
    {
        foreach (var child in _section.GetChildren().Where(child => !_known.Contains(child.Key)))
        {
            Error(child.Key, "is not known", $"known here are {string.Join(", ", _known.Order(StringComparer.Ordinal))}");
        }
    }

    private string? SecretFile(string key, string file)
    {
        try
        {
            if (File.ReadAllText(file).Trim() is { Length: > 0 } content)
            {
                return content;
            }

            Error(key, $"is '{file}'", "that file is empty; write the secret into it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Error(key, $"is '{file}'", $"that file can't be read ({e.Message}); make it readable for the user that runs this");
        }

        return null;
    }
}
