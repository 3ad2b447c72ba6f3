using System.Text.Json;
using System.Text.RegularExpressions;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Settings;

namespace Odagrun.Kubernetes.Settings.Reading;

/// <summary>Kinds of values that only pods have.</summary>
internal static class SettingValues
{
    private static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(1);

    public static Amount? Quantity(this SettingsReader reader, string key, string example)
    {
        var text = reader.Text(key);
        var amount = Amount.TryParse(text);
        if (text is not null && amount is null)
        {
            reader.Error(key, $"is '{text}'", $"give an amount such as {example}");
        }

        return amount;
    }

    /// <summary>A regular expression that a whole value is tried against; ^ and $ are the user's to write, as in GitLab Runner.</summary>
    public static Regex? Pattern(this SettingsReader reader, string key)
    {
        if (reader.Text(key) is not { } text)
        {
            return null;
        }

        try
        {
            // Linear in the value's length: a job's variable must not keep a function busy.
            return new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, MatchLimit);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            reader.Error(key, $"is '{text}'", $"give a regular expression without back references and look-around ({e.Message})");
            return null;
        }
    }

    /// <summary>One text, entries parted by commas; or one entry a key, <c>0</c>, <c>1</c> and so on.</summary>
    public static IReadOnlyList<string> List(this SettingsReader reader, string key)
    {
        var entries = reader.Section(key);
        return reader.Text(key) is { } text
            ? text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [.. entries.Keys.Select(index => entries.Text(index)).OfType<string>()];
    }

    /// <summary>One text, <c>key=value</c> parted by commas; or a section of keys and values.</summary>
    public static IReadOnlyDictionary<string, string> Map(this SettingsReader reader, string key)
    {
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var section = reader.Section(key);
        if (reader.Text(key) is null)
        {
            foreach (var name in section.Keys)
            {
                map[name] = section.Text(name, "");
            }
        }

        foreach (var entry in reader.Text(key) is null ? [] : reader.List(key))
        {
            var parts = entry.Split('=', 2);
            if (parts.Length == 2)
            {
                map[parts[0].Trim()] = parts[1].Trim();
            }
            else
            {
                reader.Error(key, $"has '{entry}'", "write key=value, parted by commas");
            }
        }

        return map;
    }

    /// <summary>A value that is a DNS name: of a Secret, a claim, a class.</summary>
    public static string? Name(this SettingsReader reader, string key)
    {
        var text = reader.Text(key);
        if (text is not null && !DnsName.IsSubdomain(text))
        {
            reader.Error(key, $"is '{text}'", "give the object's name: a-z, 0-9, inner dashes and dots");
            return null;
        }

        return text;
    }

    /// <summary>JSON, read as Kubernetes' own type.</summary>
    public static T? Json<T>(this SettingsReader reader, string key, string example)
        where T : class
    {
        if (reader.Text(key) is not { } text)
        {
            return null;
        }

        try
        {
            return k8s.KubernetesJson.Deserialize<T>(text);
        }
        catch (JsonException e)
        {
            reader.Error(key, "can't be read", $"give JSON such as {example} ({e.Message})");
            return null;
        }
    }
}
