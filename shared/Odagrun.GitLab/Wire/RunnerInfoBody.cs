using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Wire;

/// <summary>The <c>info</c> object of every request body.</summary>
internal sealed record RunnerInfoBody
{
    public static RunnerInfoBody Current { get; } = new();

    [JsonPropertyName("name")]
    public string Name { get; } = RunnerSoftware.Name;

    [JsonPropertyName("version")]
    public string Version { get; } = RunnerSoftware.Version;

    [JsonPropertyName("revision")]
    public string Revision { get; } = RunnerSoftware.Revision;

    [JsonPropertyName("platform")]
    public string Platform { get; } = RunnerSoftware.Platform;

    [JsonPropertyName("architecture")]
    public string Architecture { get; } = RunnerSoftware.Architecture;

    // GitLab maps this to its own list of executors; "kubernetes" is what our pods are, on one machine too.
    [JsonPropertyName("executor")]
    public string Executor { get; } = "kubernetes";

    [JsonPropertyName("shell")]
    public string Shell { get; } = "bash";

    [JsonPropertyName("features")]
    public FeaturesBody Features { get; } = new();
}
