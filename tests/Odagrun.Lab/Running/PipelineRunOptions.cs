using Odagrun.Lab.Pipelines;

namespace Odagrun.Lab.Running;

/// <summary>What <c>odagrun-lab run</c> was asked for.</summary>
internal sealed record PipelineRunOptions
{
    public required string Repository { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Images { get; init; }

    public required IReadOnlyList<CiVariable> Variables { get; init; }

    /// <summary>Variables that name a further, empty registry each.</summary>
    public IReadOnlyList<string> Registries { get; init; } = [];

    /// <summary>Leaves out what is not committed.</summary>
    public required bool CommittedOnly { get; init; }

    public required int Limit { get; init; }

    public required int Port { get; init; }

    public required bool ShowHostLog { get; init; }

    /// <summary>Runs the jobs in Kubernetes instead of under runc.</summary>
    public bool InCluster { get; init; }
}
