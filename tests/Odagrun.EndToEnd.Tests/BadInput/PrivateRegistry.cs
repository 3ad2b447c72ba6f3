using System.Net;
using Odagrun.Stack;
using Odagrun.Stack.Images;
using Odagrun.Stack.Services;

namespace Odagrun.EndToEnd.Tests.BadInput;

/// <summary>A registry of somebody else, with a busybox image; with a login where it is asked for.</summary>
internal sealed class PrivateRegistry : IAsyncDisposable
{
    public const string User = "ada";
    public const string Password = "correct-horse";

    // htpasswd -Bbn ada correct-horse
    private const string Htpasswd = "ada:$2y$04$bs9eLTzH4j59A/SYDjQRe.BpCZtXdFI2CA9xXBfFGfzFoFWaAiw72";

    private readonly WorkDirectory _directory;

    private PrivateRegistry(DockerRegistry registry, WorkDirectory directory)
    {
        Registry = registry;
        _directory = directory;
    }

    public DockerRegistry Registry { get; }

    public string Image => $"{Registry.Host}/secret/tool:1";

    public static async Task<PrivateRegistry> StartAsync(bool wantsLogin, CancellationToken cancellationToken, IPAddress? address = null)
    {
        var directory = WorkDirectory.Create("private");
        await File.WriteAllTextAsync(directory.File("users"), Htpasswd + "\n", cancellationToken);
        var registry = await DockerRegistry.StartAsync(
            new DockerRegistryOptions
            {
                Address = address ?? IPAddress.Loopback,
                HtpasswdPath = wantsLogin ? directory.File("users") : null,
            }, cancellationToken);
        var started = new PrivateRegistry(registry, directory);
        await BusyboxLayer.WriteAsync(directory.File("layer.tar.gz"), cancellationToken);
        using var pusher = new PlainImagePusher(registry.Host, wantsLogin ? $"{User}:{Password}" : null);
        await pusher.PushAsync(new PlainImage("secret/tool", "1") { LayerPath = directory.File("layer.tar.gz") }, cancellationToken);
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        await Registry.DisposeAsync();
        _directory.Dispose();
    }
}
