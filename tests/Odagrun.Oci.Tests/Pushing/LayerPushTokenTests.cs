using Microsoft.Extensions.Time.Testing;
using Odagrun.Oci.Layers;
using Odagrun.Oci.Pushing;
using Odagrun.Oci.Pushing.Trees;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Oci.Tests.Lab;
using Odagrun.Stack.Services;

namespace Odagrun.Oci.Tests.Pushing;

/// <summary>A layer on its way to a registry that wants tokens.</summary>
public sealed class LayerPushTokenTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Push_ThatOutlivesItsToken_GoesOnWithTheNext()
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var registry = await DockerRegistry.StartAsync(new DockerRegistryOptions { Token = tokens.Authentication }, Cancel);
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var client = new Client(clock: clock);
        using var tree = await ShellTree.MakeAsync("for i in 1 2 3; do head -c 8000000 /dev/urandom >$i; done");
        var image = ImageReference.Parse($"{registry.Host}/private/app:1");
        var login = new RegistryCredentials([new RegistryLogin(registry.Host, TokenServer.User, TokenServer.Password)]);

        var pushed = await client.Pusher.PushAsync(
            image, new SlowContent(new TreeContent(tree.Path), clock), new LayerPushOptions { Format = LayerFormat.None }, login, null,
            Cancel);

        Assert.True(await client.Registry.BlobExistsAsync(image, pushed.Layer.Descriptor.Digest, login, Cancel));
        Assert.InRange(
            tokens.Requests.Count(request => request.EndsWith("repository:private/app:pull,push", StringComparison.Ordinal)), 2, 10);
    }

    // Six minutes pass before each file.
    private sealed class SlowContent(ILayerContent content, FakeTimeProvider clock) : ILayerContent
    {
        public IEnumerable<LayerEntry> Read(Action<string> warn)
        {
            foreach (var item in content.Read(warn))
            {
                clock.Advance(TimeSpan.FromMinutes(6));
                yield return item;
            }
        }
    }
}
