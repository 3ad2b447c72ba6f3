namespace Odagrun.Functions.Images.Tests;

/// <summary>One scene for all tests of images.</summary>
[CollectionDefinition(Name)]
public sealed class ImagesCollection : ICollectionFixture<ImagesScene>
{
    public const string Name = "images";
}
