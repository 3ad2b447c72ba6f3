using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Odagrun.Caches.Yaml;

/// <summary>
/// Reads a variable that holds YAML, event by event: no types are guessed, and what makes small texts large (aliases, deep nests,
/// many nodes) is refused.
/// </summary>
internal sealed class YamlReader
{
    private const int LongestText = 64 * 1024;
    private const int Deepest = 8;
    private const int MostNodes = 5000;

    private readonly Parser _parser;
    private int _nodes;

    private YamlReader(string text) => _parser = new Parser(new StringReader(text));

    /// <summary>The document's node; empty where there is none.</summary>
    /// <exception cref="YamlTooLargeException">It is built to grow.</exception>
    /// <exception cref="FormatException">It is no YAML.</exception>
    public static YamlNode Read(string text)
    {
        if (text.Length > LongestText)
        {
            throw new YamlTooLargeException($"it has {text.Length} characters; {LongestText} are allowed");
        }

        try
        {
            var reader = new YamlReader(text);
            reader._parser.Consume<StreamStart>();
            if (reader._parser.TryConsume<StreamEnd>(out _))
            {
                return new YamlNode();
            }

            reader._parser.Consume<DocumentStart>();
            var node = reader.Node(0);
            reader._parser.Consume<DocumentEnd>();
            return reader._parser.TryConsume<StreamEnd>(out _)
                ? node
                : throw new FormatException("it holds several YAML documents; write one");
        }
        catch (YamlException e)
        {
            throw new FormatException($"it is no YAML: line {e.Start.Line}: {e.Message}", e);
        }
    }

    private YamlNode Node(int depth)
    {
        if (depth > Deepest || ++_nodes > MostNodes)
        {
            throw new YamlTooLargeException(
                depth > Deepest ? $"it is nested more than {Deepest} deep" : $"it has more than {MostNodes} parts");
        }

        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            var isNull = scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null";
            return isNull ? new YamlNode() : new YamlNode { Text = scalar.Value };
        }

        if (_parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<YamlNode>();
            while (!_parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Node(depth + 1));
            }

            return new YamlNode { Items = items };
        }

        if (_parser.TryConsume<MappingStart>(out _))
        {
            return Mapping(depth);
        }

        throw _parser.Current is AnchorAlias alias
            ? new YamlTooLargeException($"it refers to the anchor '*{alias.Value}'; write the value itself")
            : new FormatException($"it is no YAML that is known here ({_parser.Current?.GetType().Name})");
    }

    private YamlNode Mapping(int depth)
    {
        var pairs = new List<KeyValuePair<string, YamlNode>>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(depth + 1).Text ?? throw new FormatException("it has a key that is no text");
            if (pairs.Any(pair => pair.Key == key))
            {
                throw new FormatException($"it has the key '{Naming.CacheKey.Shown(key)}' twice in one mapping");
            }

            pairs.Add(new(key, Node(depth + 1)));
        }

        return new YamlNode { Pairs = pairs };
    }
}
