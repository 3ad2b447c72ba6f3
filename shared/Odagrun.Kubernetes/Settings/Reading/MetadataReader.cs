using Odagrun.Jobs.Settings;

namespace Odagrun.Kubernetes.Settings.Reading;

/// <summary>Reads <c>Odagrun:Pods:Metadata</c>, and labels wherever they stand.</summary>
internal static class MetadataReader
{
    public static MetadataOptions Read(SettingsReader reader)
    {
        var options = new MetadataOptions
        {
            Labels = reader.Labels("Labels"),
            LabelsOverwriteAllowed = reader.Pattern("LabelsOverwriteAllowed"),
            Annotations = reader.Map("Annotations"),
            AnnotationsOverwriteAllowed = reader.Pattern("AnnotationsOverwriteAllowed"),
        };
        foreach (var key in options.Labels.Keys.Concat(options.Annotations.Keys).Where(ObjectLabels.IsOurs))
        {
            reader.Error("Labels", $"or Annotations has '{key}'", "that one is ours: objects are found by it; use another prefix");
        }

        foreach (var key in options.Annotations.Keys.Where(key => !LabelSyntax.IsKey(key)))
        {
            reader.Error("Annotations", $"has '{key}'",
                "a key is at most 63 of A-Z, a-z, 0-9, inner - _ . and an optional prefix such as example.com/");
        }

        reader.RefuseUnknown();
        return options;
    }

    /// <summary>Keys and values in the grammar of labels.</summary>
    public static IReadOnlyDictionary<string, string> Labels(this SettingsReader reader, string key)
    {
        var labels = reader.Map(key);
        foreach (var (name, value) in labels.Where(label => !LabelSyntax.IsKey(label.Key) || !LabelSyntax.IsValue(label.Value)))
        {
            reader.Error(key, $"has '{name}={value}'",
                "key and value are at most 63 of A-Z, a-z, 0-9, inner - _ . ; a key may have a prefix such as example.com/");
        }

        return labels;
    }
}
