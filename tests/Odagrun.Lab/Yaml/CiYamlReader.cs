using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Odagrun.Lab.Yaml;

/// <summary>
/// Reads YAML into nodes: anchors and aliases, merge keys (<c>&lt;&lt;</c>), and <c>!reference</c>. A document before the first
/// <c>---</c> that only declares <c>spec</c> is skipped.
/// </summary>
internal sealed class CiYamlReader(IParser parser, string file)
{
    private readonly Dictionary<AnchorName, CiNode> _anchors = [];

    public static CiMap Read(string text, string file)
    {
        try
        {
            var reader = new CiYamlReader(new Parser(new StringReader(text)), file);
            return reader.ReadStream();
        }
        catch (YamlException e)
        {
            throw new CiConfigurationException($"{file}: line {e.Start.Line}, column {e.Start.Column}: {e.Message}");
        }
    }

    private CiMap ReadStream()
    {
        parser.Consume<StreamStart>();
        CiNode? last = null;
        while (parser.TryConsume<DocumentStart>(out _))
        {
            RefuseInputs(last);
            last = ReadNode();
            parser.Consume<DocumentEnd>();
        }

        return last switch
        {
            CiMap map => map,
            null or CiScalar { IsNull: true } =>
                throw new CiConfigurationException($"{file}: the file is empty; it needs at least one job"),
            _ => throw new CiConfigurationException($"{file}: line {last.Line}: the file must be a mapping of jobs and keywords"),
        };
    }

    /// <summary>A document before another one is a header; one that declares inputs asks for what is not there.</summary>
    private void RefuseInputs(CiNode? header)
    {
        if ((header as CiMap)?["spec"] is CiMap { } spec && spec["inputs"] is { } inputs)
        {
            throw new CiConfigurationException($"{file}: spec:inputs is not supported by the Lab (line {inputs.Line})");
        }
    }

    private CiNode ReadNode()
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.TryGetValue(alias.Value, out var target) ? target
                : throw new CiConfigurationException($"{file}: line {alias.Start.Line}: unknown alias *{alias.Value}");
        }

        var start = parser.Current as NodeEvent ?? throw new CiConfigurationException($"{file}: unexpected end");
        CiNode node = start switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart => ReadList(),
            _ => ReadMap(),
        };
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor] = node;
        }

        return node;
    }

    private CiScalar ReadScalar(Scalar scalar)
    {
        parser.MoveNext();
        var isText = scalar.Tag == "tag:yaml.org,2002:str" || scalar.Tag == "!";
        return new CiScalar(scalar.Value, scalar.Style == ScalarStyle.Plain && !isText, (int)scalar.Start.Line);
    }

    private CiNode ReadList()
    {
        var start = parser.Consume<SequenceStart>();
        var items = new List<CiNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode());
        }

        return start.Tag == "!reference"
            ? new CiReference([.. items.Select(item => (item as CiScalar)?.Text ?? "")], (int)start.Start.Line)
            : new CiList(items, (int)start.Start.Line);
    }

    private CiMap ReadMap()
    {
        var start = parser.Consume<MappingStart>();
        var own = new Dictionary<string, CiNode>();
        var order = new List<string>();
        var merged = new List<CiMap>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode() as CiScalar
                ?? throw new CiConfigurationException($"{file}: line {start.Start.Line}: a key must be a text");
            var value = ReadNode();
            if (key is { IsPlain: true, Text: "<<" })
            {
                merged.AddRange(Mergeable(value));
                continue;
            }

            if (!own.ContainsKey(key.Text))
            {
                order.Add(key.Text);
            }

            own[key.Text] = value;
        }

        return Merge(own, order, merged, (int)start.Start.Line);
    }

    /// <summary>Own keys win over merged ones; of several merged mappings the first wins.</summary>
    private static CiMap Merge(Dictionary<string, CiNode> own, List<string> order, List<CiMap> merged, int line)
    {
        var added = new List<string>();
        foreach (var (key, value) in merged.SelectMany(map => map.Entries))
        {
            if (own.TryAdd(key, value))
            {
                added.Add(key);
            }
        }

        return new CiMap([.. added.Concat(order).Select(key => KeyValuePair.Create(key, own[key]))], line);
    }

    private IEnumerable<CiMap> Mergeable(CiNode value) => value switch
    {
        CiMap map => [map],
        CiList list => list.Items.Select(item => item as CiMap
            ?? throw new CiConfigurationException($"{file}: line {item.Line}: '<<' takes mappings only")),
        _ => throw new CiConfigurationException($"{file}: line {value.Line}: '<<' takes a mapping or a list of mappings"),
    };
}
