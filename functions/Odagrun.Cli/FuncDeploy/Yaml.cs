using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Odagrun.Cli.FuncDeploy;

/// <summary>Short forms for building and finding YAML nodes.</summary>
internal static class Yaml
{
    public static YamlMappingNode Map(params (string Key, YamlNode Value)[] entries)
    {
        var map = new YamlMappingNode();
        foreach (var (key, value) in entries)
        {
            map.Add(key, value);
        }

        return map;
    }

    public static YamlSequenceNode List(params YamlNode[] items) => new(items);

    /// <summary>Quoted: numbers and patterns stay strings.</summary>
    public static YamlScalarNode Text(string value) => new(value) { Style = ScalarStyle.DoubleQuoted };

    /// <summary>Unquoted: a number or boolean.</summary>
    public static YamlScalarNode Plain(string value) => new(value) { Style = ScalarStyle.Plain };

    public static YamlNode? Find(YamlNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
        {
            node = node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;
        }

        return node;
    }

    public static void Set(YamlMappingNode map, string key, YamlNode value) => map.Children[new YamlScalarNode(key)] = value;
}
