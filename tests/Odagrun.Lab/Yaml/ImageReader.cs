using Odagrun.Lab.Pipelines;

namespace Odagrun.Lab.Yaml;

/// <summary>Reads <c>image:</c> and <c>services:</c>.</summary>
internal static class ImageReader
{
    private static readonly HashSet<string> Known =
        ["name", "alias", "entrypoint", "command", "pull_policy", "docker", "kubernetes", "variables", "ports"];

    public static CiImage? Image(CiMap job, KeyReader keys) => job["image"] is { } node ? Read(node, "image", keys) : null;

    public static IReadOnlyList<CiImage> Services(CiMap job, KeyReader keys) =>
        [.. KeyReader.Items(job["services"]).Select(node => Read(node, "services", keys)).OfType<CiImage>()];

    private static CiImage? Read(CiNode node, string key, KeyReader keys)
    {
        switch (node)
        {
            case CiScalar { IsNull: true }:
                return null;
            case CiScalar scalar:
                return new CiImage(scalar.Text);
            case CiMap map when keys.Text(map, "name") is { } name:
                return Full(name, map, keys.For(key));
            default:
                keys.Fail(key, node, "must be an image name, or a mapping with 'name'");
                return null;
        }
    }

    private static CiImage Full(string name, CiMap map, KeyReader keys)
    {
        keys.OnlyKnown(map, Known);
        var docker = keys.Map(map, "docker");
        var kubernetes = keys.Map(map, "kubernetes");
        return new CiImage(name)
        {
            Alias = keys.Text(map, "alias"),
            Entrypoint = keys.Texts(map, "entrypoint"),
            Command = keys.Texts(map, "command"),
            PullPolicy = keys.Texts(map, "pull_policy") ?? [],
            DockerPlatform = docker is null ? null : keys.Text(docker, "platform"),
            DockerUser = docker is null ? null : keys.Text(docker, "user"),
            KubernetesUser = kubernetes is null ? null : keys.Text(kubernetes, "user"),
            Variables = VariableReader.Read(keys.Map(map, "variables"), keys),
        };
    }
}
