namespace Odagrun.Cluster.Tests;

/// <summary>Tests that take parts of the cluster away; they run one after the other, when all others have ended.</summary>
[CollectionDefinition(nameof(WholeCluster), DisableParallelization = true)]
public sealed class WholeCluster;
