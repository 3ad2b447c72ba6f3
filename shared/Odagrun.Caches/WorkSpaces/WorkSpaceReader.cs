using System.Globalization;
using Odagrun.Caches.Naming;
using Odagrun.Caches.Yaml;
using Odagrun.Handover;

namespace Odagrun.Caches.WorkSpaces;

/// <summary>
/// Reads one entry of WORK_SPACES. What it does not know is a mistake: a slip of the pen must not silently store nothing.
/// </summary>
internal sealed class WorkSpaceReader(string entry, Func<string, string> expand)
{
    private const string Known = "name, key, scope, path, environment, strategy, mandatory and threshold";

    /// <exception cref="FormatException">A key or value is wrong; the message names the entry and the key.</exception>
    public WorkSpace Read(YamlNode node)
    {
        var pairs = node.Pairs ?? throw Wrong($"is {node.Kind}, not a mapping with a name");
        var space = new WorkSpace { Name = "" };
        foreach (var (key, value) in pairs)
        {
            space = key switch
            {
                "name" => space with { Name = expand(Text(key, value)) },
                "key" => space with { Key = value.IsEmpty ? "" : expand(Text(key, value)) },
                "scope" => space with { Scope = Scope(expand(Text(key, value))) },
                "path" => space with { Paths = Texts(key, value) },
                "environment" => space with { Environment = Names(Texts(key, value)) },
                "strategy" => space with { Strategy = Strategy(expand(Text(key, value))) },
                "mandatory" => space with { Mandatory = Flag(key, value) },
                "threshold" => space with { Threshold = Threshold(value) },
                _ => throw Wrong($"has the key '{CacheKey.Shown(key)}', which is not known; there are {Known}"),
            };
        }

        return space.Name.Length > 0 ? space : throw Wrong("has no name, or one that is empty once variables are put in");
    }

    private EnvelopeThreshold Threshold(YamlNode value)
    {
        var node = value.Items is [var only] ? only : value;
        var pairs = node.Pairs ?? throw Wrong($"has a threshold that is {node.Kind}; write method, path and min below it");
        var threshold = new EnvelopeThreshold();
        foreach (var (key, part) in pairs)
        {
            switch (key)
            {
                case "method":
                    threshold.Method = Method(expand(Text("threshold: method", part)));
                    break;
                case "path":
                    threshold.Paths = Texts("threshold: path", part);
                    break;
                case "min":
                    threshold.Min = Number("threshold: min", part);
                    break;
                default:
                    throw Wrong($"has the key 'threshold: {CacheKey.Shown(key)}', which is not known; there are method, path and min");
            }
        }

        return threshold;
    }

    private EnvelopeThresholdMethod Method(string text) => text switch
    {
        "content" => EnvelopeThresholdMethod.Content,
        "file_count" => EnvelopeThresholdMethod.FileCount,
        "size" => EnvelopeThresholdMethod.Size,
        "always" => EnvelopeThresholdMethod.Always,
        _ => throw Wrong($"has 'threshold: method' '{CacheKey.Shown(text)}'; there are file_count, size, content and always"),
    };

    private CacheScope Scope(string text) => text switch
    {
        "global" => CacheScope.Global,
        "project" => CacheScope.Project,
        "branch" => CacheScope.Branch,
        "pipeline" => CacheScope.Pipeline,
        _ => throw Wrong($"has the scope '{CacheKey.Shown(text)}'; there are global, project, branch and pipeline"),
    };

    private WorkSpaceStrategy Strategy(string text) => WorkSpaceStrategies.TryParse(text)
        ?? throw Wrong($"has the strategy '{CacheKey.Shown(text)}'; there are {WorkSpaceStrategies.Names}");

    private IReadOnlyList<string> Names(IReadOnlyList<string> names) =>
        names.FirstOrDefault(
            name => name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(c => c == '_' || char.IsAsciiLetterOrDigit(c))) is { } wrong
            ? throw Wrong($"has 'environment' '{CacheKey.Shown(wrong)}', which can be no variable's name")
            : names;

    private string Text(string key, YamlNode value) =>
        value.Text ?? throw Wrong($"has '{key}' that is {value.Kind}; write a text");

    private IReadOnlyList<string> Texts(string key, YamlNode value) => value switch
    {
        { IsEmpty: true } => [],
        { Text: { } text } => [text],
        { Items: { } items } => [.. items.Select(item => Text(key, item))],
        _ => throw Wrong($"has '{key}' that is {value.Kind}; write a list"),
    };

    private bool Flag(string key, YamlNode value) => expand(Text(key, value)).ToLowerInvariant() switch
    {
        "true" or "yes" or "on" => true,
        "false" or "no" or "off" => false,
        _ => throw Wrong($"has '{key}' {value.Kind}; write true or false"),
    };

    private long Number(string key, YamlNode value) =>
        long.TryParse(expand(Text(key, value)), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong($"has '{key}' {value.Kind}; write a whole number");

    private FormatException Wrong(string what) => new($"{entry} {what}");
}
