namespace Odagrun.EndToEnd.Tests.BadInput;

/// <summary>The classes that share an installation.</summary>
[CollectionDefinition(nameof(SharedRig))]
public sealed class SharedRigCollection : ICollectionFixture<SharedRig>;
