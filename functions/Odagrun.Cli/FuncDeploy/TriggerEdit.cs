using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Odagrun.Cli.FuncDeploy;

/// <summary>
/// Triggers that KEDA has: func writes one for each binding, timers included, of which KEDA knows nothing. In their place GitLab's
/// pending jobs and a clock wake the functions.
/// </summary>
internal static class TriggerEdit
{
    public const string GitLabAuthentication = "odagrun-gitlab";

    public static void Apply(YamlMappingNode scaled, FuncDeployOptions options)
    {
        if (Yaml.Find(scaled, "spec") is not YamlMappingNode spec)
        {
            throw new InvalidDataException("a ScaledObject has no spec");
        }

        var queues = (Yaml.Find(spec, "triggers") as YamlSequenceNode)?.OfType<YamlMappingNode>()
            .Where(trigger => Type(trigger) == "azure-queue").Select(Queue) ?? [];
        Yaml.Set(spec, "triggers", new YamlSequenceNode([.. queues, GitLab(options), Hourly()]));
        Yaml.Set(spec, "pollingInterval", Yaml.Plain("10"));
        Yaml.Set(spec, "cooldownPeriod", Yaml.Plain("60"));
        Yaml.Set(spec, "minReplicaCount", Yaml.Plain("0"));
        Yaml.Set(spec, "maxReplicaCount", Yaml.Plain("4"));
    }

    private static string? Type(YamlMappingNode trigger) => (Yaml.Find(trigger, "type") as YamlScalarNode)?.Value;

    // Only what the scaler reads is kept: func hands all strings of function.json on.
    private static YamlMappingNode Queue(YamlMappingNode trigger) => Yaml.Map(
        ("type", Yaml.Text("azure-queue")),
        ("metadata", Yaml.Map(
            ("queueName",
                Yaml.Find(trigger, "metadata", "queueName") ?? throw new InvalidDataException("an azure-queue trigger names no queue")),
            ("connectionFromEnv", Yaml.Find(trigger, "metadata", "connectionFromEnv") ?? Yaml.Text("AzureWebJobsStorage")),
            ("queueLength", Yaml.Text("64")),
            ("queueLengthStrategy", Yaml.Text("all")))));

    // All functions are one Deployment: a target that high leaves the number of pods to the queues.
    private static YamlMappingNode GitLab(FuncDeployOptions options) => Yaml.Map(
        ("type", Yaml.Text("metrics-api")),
        ("useCachedMetrics", Yaml.Plain("true")),
        ("authenticationRef", Yaml.Map(("name", Yaml.Text(GitLabAuthentication)))),
        ("metadata", Yaml.Map(
            ("url", Yaml.Text(string.Create(CultureInfo.InvariantCulture,
                $"{options.GitLab.ToString().TrimEnd('/')}/api/v4/projects/{options.Project}/jobs?scope[]=pending&per_page=100"))),
            ("format", Yaml.Text("json")),
            ("valueLocation", Yaml.Text($"#(tag_list.#(==\"{options.Tag}\"))#|#")),
            ("targetValue", Yaml.Text("1000")),
            ("timeout", Yaml.Text("10s")),
            ("authMode", Yaml.Text("apiKey")),
            ("method", Yaml.Text("header")),
            ("keyParamName", Yaml.Text("PRIVATE-TOKEN")))));

    private static YamlMappingNode Hourly() => Yaml.Map(
        ("type", Yaml.Text("cron")),
        ("metadata", Yaml.Map(
            ("timezone", Yaml.Text("Etc/UTC")), ("start", Yaml.Text("0 * * * *")), ("end", Yaml.Text("1 * * * *")),
            ("desiredReplicas", Yaml.Text("1")))));
}
