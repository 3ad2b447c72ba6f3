namespace Odagrun.Cluster.Tests.Scenarios;

/// <summary>The classes that share an installation.</summary>
[CollectionDefinition(nameof(ScenarioRig))]
public sealed class ScenarioRigCollection : ICollectionFixture<ScenarioRig>;
