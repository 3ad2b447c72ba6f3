using Odagrun.Functions.Images.Publishing;
using Odagrun.Stack.Installation;
using Odagrun.Stack.Services;

namespace Odagrun.Functions.Images.Tests;

/// <summary>A registry, and the options by which the built host and executor become images in it.</summary>
public sealed class ImagesScene : IAsyncLifetime
{
    private DockerRegistry? _registry;
    private PublishedImage? _standalone;

    internal DockerRegistry Registry => _registry!;

    /// <summary>The standalone image: compressing it takes seconds, so it is made once.</summary>
    internal PublishedImage Standalone => _standalone!;

    internal static async Task<IReadOnlyList<PublishedImage>> PublishAsync(ImagesOptions options)
    {
        await using var publisher = new ImagePublisher(options);
        return await publisher.PublishAsync(TestContext.Current.CancellationToken);
    }

    internal ImagesOptions Options(string prefix) => new()
    {
        Prefix = $"{Registry.Host}/{prefix}",
        Tag = "1.2.3",
        HostDirectory = Path.GetDirectoryName(RepositoryPaths.NativeHost)!,
        LayerDirectory = RepositoryPaths.ExecutorLayer,
        Assets = [Path.Combine(RepositoryPaths.Root, "functions", "Odagrun.Functions.Host", "obj", "project.assets.json")],
        Version = "1.2.3",
        Revision = "0123abcd",
        Created = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
        Insecure = true,
    };

    public async ValueTask InitializeAsync()
    {
        _registry = await DockerRegistry.StartAsync(TestContext.Current.CancellationToken);
        _standalone = (await PublishAsync(Options("once"))).Single();
    }

    public ValueTask DisposeAsync() => _registry!.DisposeAsync();
}
