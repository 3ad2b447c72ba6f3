using YamlDotNet.RepresentationModel;

namespace Odagrun.Cli.FuncDeploy;

/// <summary>All manifests of one deployment.</summary>
internal static class FuncManifests
{
    /// <exception cref="InvalidDataException">The text holds no Deployment with a ScaledObject: it is not what <c>func</c>
    /// prints.</exception>
    public static string Edit(string text, FuncDeployOptions options)
    {
        var stream = new YamlStream();
        // func prints a line or two of its own before the first document.
        stream.Load(new StringReader(text[Math.Max(0, FirstDocument(text))..]));
        var objects = stream.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>().ToList();
        if (!objects.Any(item => Kind(item) == "Deployment") || !objects.Any(item => Kind(item) == "ScaledObject"))
        {
            throw new InvalidDataException(
                "there is no Deployment and ScaledObject in it; give the output of 'func kubernetes deploy --dry-run'");
        }

        foreach (var item in objects)
        {
            switch (Kind(item))
            {
                case "Deployment":
                    DeploymentEdit.Apply(item, options);
                    break;
                case "ScaledObject":
                    TriggerEdit.Apply(item, options);
                    break;
                case "Secret":
                    SettingsSecret.Check(item);
                    break;
            }
        }

        var result = new YamlStream([.. objects.Select(item => new YamlDocument(item)), new YamlDocument(Authentication(objects))]);
        using var writer = new StringWriter { NewLine = "\n" };
        result.Save(writer, assignAnchors: false);
        return writer.ToString();
    }

    // A document begins with a key at the line's start, or with '---'.
    private static int FirstDocument(string text)
    {
        var at = 0;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("---", StringComparison.Ordinal) || line.StartsWith("apiVersion:", StringComparison.Ordinal)
                || line.StartsWith("data:", StringComparison.Ordinal) || line.StartsWith("kind:", StringComparison.Ordinal))
            {
                return at;
            }

            at += line.Length + 1;
        }

        return 0;
    }

    private static YamlMappingNode Authentication(List<YamlMappingNode> objects)
    {
        var place = objects.Select(item => Yaml.Find(item, "metadata", "namespace")).OfType<YamlScalarNode>().FirstOrDefault()?.Value;
        return Yaml.Map(
            ("apiVersion", Yaml.Text("keda.sh/v1alpha1")),
            ("kind", Yaml.Text("TriggerAuthentication")),
            ("metadata", place is null
                ? Yaml.Map(("name", Yaml.Text(TriggerEdit.GitLabAuthentication)))
                : Yaml.Map(("name", Yaml.Text(TriggerEdit.GitLabAuthentication)), ("namespace", Yaml.Text(place)))),
            ("spec", Yaml.Map(("secretTargetRef", Yaml.List(
                Yaml.Map(("parameter", Yaml.Text("apiKey")), ("name", Yaml.Text("odagrun-gitlab-poll")), ("key", Yaml.Text("token"))))))));
    }

    private static string? Kind(YamlMappingNode item) => (Yaml.Find(item, "kind") as YamlScalarNode)?.Value;
}
