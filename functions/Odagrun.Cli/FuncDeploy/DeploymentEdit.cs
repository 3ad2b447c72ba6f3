using YamlDotNet.RepresentationModel;

namespace Odagrun.Cli.FuncDeploy;

/// <summary>
/// What a Deployment of func lacks: one host id for all pods, our account, Pod Security "restricted", a port that needs no root.
/// </summary>
internal static class DeploymentEdit
{
    private const string Port = "8080";

    public static void Apply(YamlMappingNode deployment, FuncDeployOptions options)
    {
        if (Yaml.Find(deployment, "spec", "template", "spec") is not YamlMappingNode pod
            || Yaml.Find(pod, "containers") is not YamlSequenceNode containers)
        {
            throw new InvalidDataException("a Deployment has no pod template");
        }

        // KEDA owns the number.
        (Yaml.Find(deployment, "spec") as YamlMappingNode)!.Children.Remove(new YamlScalarNode("replicas"));
        Yaml.Set(pod, "serviceAccountName", Yaml.Text("odagrun"));
        Yaml.Set(pod, "terminationGracePeriodSeconds", Yaml.Plain("60"));
        Yaml.Set(pod, "securityContext", Yaml.Map(
            ("runAsNonRoot", Yaml.Plain("true")),
            ("runAsUser", Yaml.Plain("10001")),
            ("runAsGroup", Yaml.Plain("10001")),
            ("fsGroup", Yaml.Plain("10001")),
            ("seccompProfile", Yaml.Map(("type", Yaml.Text("RuntimeDefault"))))));
        foreach (var container in containers.OfType<YamlMappingNode>())
        {
            Container(container, options);
        }

        AddVolumes(pod);
    }

    private static void Container(YamlMappingNode container, FuncDeployOptions options)
    {
        var environment = Yaml.Find(container, "env") as YamlSequenceNode ?? new YamlSequenceNode();
        var kept = environment.Where(variable =>
            (Yaml.Find(variable, "name") as YamlScalarNode)?.Value is not ("AzureFunctionsWebHost__hostid" or "ASPNETCORE_URLS"));
        Yaml.Set(container, "env", new YamlSequenceNode([.. kept,
            Yaml.Map(("name", Yaml.Text("AzureFunctionsWebHost__hostid")), ("value", Yaml.Text(options.HostId))),
            Yaml.Map(("name", Yaml.Text("ASPNETCORE_URLS")), ("value", Yaml.Text($"http://+:{Port}")))]));
        foreach (var probe in (string[])["readinessProbe", "startupProbe", "livenessProbe"])
        {
            if (Yaml.Find(container, probe, "httpGet") is YamlMappingNode get)
            {
                Yaml.Set(get, "port", Yaml.Plain(Port));
            }
        }

        Yaml.Set(container, "securityContext", Yaml.Map(
            ("allowPrivilegeEscalation", Yaml.Plain("false")),
            ("readOnlyRootFilesystem", Yaml.Plain("true")),
            ("capabilities", Yaml.Map(("drop", Yaml.List(Yaml.Text("ALL")))))));
        Yaml.Set(container, "resources", Yaml.Map(
            ("requests", Yaml.Map(("cpu", Yaml.Text("50m")), ("memory", Yaml.Text("256Mi")))),
            ("limits", Yaml.Map(("memory", Yaml.Text("512Mi"))))));
        Add(container, "volumeMounts",
            Volumes.Select(volume => Yaml.Map(("name", Yaml.Text(volume.Name)), ("mountPath", Yaml.Text(volume.Path)))));
    }

    // What the Functions runtime writes where its image is read-only.
    private static readonly (string Name,
        string Path)[] Volumes = [("tmp", "/tmp"), ("host-data", "/home/data"), ("host-logs", "/home/LogFiles")];

    private static void AddVolumes(YamlMappingNode pod) => Add(pod, "volumes", Volumes.Select(volume =>
        Yaml.Map(("name", Yaml.Text(volume.Name)), ("emptyDir", Yaml.Map(("sizeLimit", Yaml.Text("256Mi")))))));

    private static void Add(YamlMappingNode map, string key, IEnumerable<YamlNode> more)
    {
        // By name, so that editing twice adds nothing twice.
        var added = more.ToList();
        var names = added.Select(Name).ToHashSet();
        var kept = (Yaml.Find(map, key) as YamlSequenceNode)?.Where(item => !names.Contains(Name(item))) ?? [];
        Yaml.Set(map, key, new YamlSequenceNode([.. kept, .. added]));
    }

    private static string? Name(YamlNode node) => (Yaml.Find(node, "name") as YamlScalarNode)?.Value;
}
