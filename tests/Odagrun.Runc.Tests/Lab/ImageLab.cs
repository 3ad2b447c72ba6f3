using System.Text.Json;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Runc.Tests.Lab;
using Odagrun.Stack.Images;
using Odagrun.Stack.Services;

[assembly: AssemblyFixture(typeof(ImageLab))]

namespace Odagrun.Runc.Tests.Lab;

/// <summary>A registry for all tests, and images in it: layers over Debian's busybox.</summary>
public sealed class ImageLab : IAsyncLifetime
{
    public const string HelperVariable = "ODAGRUN_TEST_HELPER";

    private DockerRegistry? _registry;
    private TestLayer? _busybox;

    public DockerRegistry Registry => _registry!;

    public TestLayer Busybox => _busybox!;

    public async ValueTask InitializeAsync()
    {
        // A helper process of a test is killed: what it had started would be left.
        if (Environment.GetEnvironmentVariable(HelperVariable) is not null)
        {
            return;
        }

        _registry = await DockerRegistry.StartAsync(CancellationToken.None);
        var file = Path.GetTempFileName();
        await BusyboxLayer.WriteAsync(file, CancellationToken.None);
        _busybox = TestLayer.FromGzip(await File.ReadAllBytesAsync(file));
        File.Delete(file);
    }

    public ValueTask DisposeAsync() => _registry?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>An image that runs a shell script, on busybox and further layers; named by digest.</summary>
    public Task<ImageReference> ScriptAsync(PodLab lab, string script, params TestLayer[] layers) =>
        PushAsync(lab, ["/bin/sh", "-c", script], [Busybox, .. layers]);

    /// <summary>Pushes an image of any layers.</summary>
    public async Task<ImageReference> PushAsync(
        PodLab lab, IReadOnlyList<string> entrypoint, IReadOnlyList<TestLayer> layers, string architecture = "")
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var image = new ImageReference(Registry.Host, "test/" + Guid.NewGuid().ToString("N"), "latest", null);
        foreach (var layer in layers)
        {
            await PushAsync(lab, image, layer.Descriptor, layer.Content, cancellationToken);
        }

        var config = JsonSerializer.SerializeToUtf8Bytes(
            new ImageConfig
            {
                Os = "linux",
                Architecture = architecture.Length > 0 ? architecture : Platform.Current.Architecture,
                Config = new ContainerConfig { Entrypoint = entrypoint, Env = ["PATH=/bin", "FROM_IMAGE=yes", "ODAGRUN_JOB_NAME=forged"] },
                RootFs = new RootFs { DiffIds = [.. layers.Select(layer => layer.DiffId)] },
            },
            OciJson.Default.ImageConfig);
        var configDescriptor = new Descriptor { MediaType = MediaTypes.OciConfig, Digest = Digest.Of(config), Size = config.Length };
        await PushAsync(lab, image, configDescriptor, config, cancellationToken);
        var manifest = JsonSerializer.SerializeToUtf8Bytes(
            new ImageManifest
            {
                MediaType = MediaTypes.OciManifest,
                Config = configDescriptor,
                Layers = [.. layers.Select(layer => layer.Descriptor)],
            },
            OciJson.Default.ImageManifest);
        var digest = await lab.Registry.PutManifestAsync(
            image, MediaTypes.OciManifest, manifest, RegistryCredentials.Anonymous, cancellationToken);
        return image.WithDigest(digest);
    }

    private static Task PushAsync(
        PodLab lab, ImageReference image, Descriptor descriptor, byte[] content, CancellationToken cancellationToken) =>
        lab.Registry.PushBlobAsync(
            image, descriptor, _ => Task.FromResult<Stream>(new MemoryStream(content)), RegistryCredentials.Anonymous, cancellationToken);
}
