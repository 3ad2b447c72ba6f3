using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Odagrun.Functions.Hosting.Configuration;

/// <summary>Values of <c>extensions.queues</c>, from settings or the file; collects every error.</summary>
internal sealed class HostFileValues(JsonElement file, string path, IConfigurationSection settings)
{
    private readonly List<string> _errors = [];

    public IReadOnlyList<string> Errors => _errors;

    public int Number(string key, int fallback, int min, int max)
    {
        if (Text(key, JsonValueKind.Number, out var source) is not { } text)
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        _errors.Add(string.Create(CultureInfo.InvariantCulture, $"{source} is {text}: give a whole number from {min} to {max}"));
        return fallback;
    }

    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan min, TimeSpan max)
    {
        if (Text(key, JsonValueKind.String, out var source) is not { } text)
        {
            return fallback;
        }

        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration) && duration >= min && duration <= max)
        {
            return duration;
        }

        _errors.Add($"{source} is {text}: give a time as \"hh:mm:ss\" from {min:c} to {max:c}");
        return fallback;
    }

    public void MustBe(string key, string value, string why)
    {
        if (Text(key, JsonValueKind.String, out var source) is { } text && !text.Equals(value, StringComparison.OrdinalIgnoreCase))
        {
            _errors.Add($"{source} is {text}: give {value}, {why}");
        }
    }

    // What is not of the expected kind is given as it stands in the file, quotes and all: it then matches nothing.
    private string? Text(string key, JsonValueKind kind, out string source)
    {
        source = $"{settings.Path}:{key}";
        if (settings[key] is { Length: > 0 } setting)
        {
            return setting;
        }

        source = $"{path}: extensions.queues.{key}";
        return file.ValueKind != JsonValueKind.Object || !file.TryGetProperty(key, out var value) ? null
            : value.ValueKind == kind ? value.ToString() : value.GetRawText();
    }
}
