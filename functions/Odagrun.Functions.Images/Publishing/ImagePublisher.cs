using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Odagrun.Functions.Images.Layers;
using Odagrun.Functions.Images.Sbom;
using Odagrun.Oci.Composing;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Images.Publishing;

/// <summary>Composes the images with the composer that makes jobs' images, names them by the tag, and attaches an SBOM to each.</summary>
internal sealed class ImagePublisher : IAsyncDisposable
{
    public const string Standalone = "standalone";

    private readonly ImagesOptions _options;
    private readonly ServiceProvider _services;
    private readonly IRegistryClient _registry;
    private readonly RegistryCredentials _credentials = DockerLogins.Read();
    private readonly string _directory = Directory.CreateTempSubdirectory("odagrun-images-").FullName;

    public ImagePublisher(ImagesOptions options)
    {
        _options = options;
        var services = new ServiceCollection();
        services.AddRegistryClient(client =>
        {
            if (options.Insecure)
            {
                client.InsecureRegistries.Add(options.Prefix.Split('/')[0]);
            }
        });
        _services = services.AddImageComposer(composer => composer.BaseRepository = Target("base").Repository).BuildServiceProvider();
        _registry = _services.GetRequiredService<IRegistryClient>();
    }

    public async Task<IReadOnlyList<PublishedImage>> PublishAsync(CancellationToken cancellationToken)
    {
        // The one that may be wrongly asked for comes first: nothing is sent for a mistake.
        var images = new List<PublishedImage>();
        if (_options is { FunctionApp: not null, Base: not null })
        {
            images.Add(await FunctionsAsync(cancellationToken));
        }

        if (_options.Standalone)
        {
            images.Add(await StandaloneAsync(cancellationToken));
        }

        return images;
    }

    /// <summary>Names the images of several platforms by one tag (image-spec, image-index.md): nodes take the one that is theirs.</summary>
    public async Task<ImageReference> IndexAsync(
        string name, string tag, IReadOnlyList<PublishedImage> images, CancellationToken cancellationToken)
    {
        var index = new ImageIndex { MediaType = MediaTypes.OciIndex, Manifests = [.. images.Select(image => image.Manifest)] };
        var content = JsonSerializer.SerializeToUtf8Bytes(index, OciJson.Default.ImageIndex);
        var reference = Target(name).WithTag(tag);
        await _registry.PutManifestAsync(reference, MediaTypes.OciIndex, content, _credentials, cancellationToken);
        return reference with { Digest = Digest.Of(content) };
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task<PublishedImage> StandaloneAsync(CancellationToken cancellationToken)
    {
        var parts = new StandaloneLayers(_options, _directory);
        var layers = await parts.WriteAsync(cancellationToken);
        var config = new ComposeConfig
        {
            Entrypoint = [$"/{StandaloneLayers.Home}/{StandaloneLayers.Program}"],
            User = string.Create(CultureInfo.InvariantCulture, $"{StandaloneLayers.User}:0"),
            WorkingDir = "/tmp",
            Env = new Dictionary<string, string>
            {
                ["Odagrun__Executor__LayerDirectory"] = $"/{StandaloneLayers.Home}/executor-layer",
                ["SSL_CERT_FILE"] = "/" + StandaloneLayers.Authorities,
                ["HOME"] = "/tmp",
            },
            Labels = Labels("Odagrun, standalone", "A GitLab CI runner asleep at zero: the functions without the Functions runtime."),
        };
        var components = await BomComponents.OfStandaloneAsync(_options, parts.TakenLibraries, cancellationToken);
        return await PublishAsync(Standalone, null, layers, config, components, cancellationToken);
    }

    private async Task<PublishedImage> FunctionsAsync(CancellationToken cancellationToken)
    {
        var layers = await new FunctionsLayer(_options, _directory).WriteAsync(cancellationToken);
        var config = new ComposeConfig
        {
            User = string.Create(CultureInfo.InvariantCulture, $"{StandaloneLayers.User}:0"),
            Env = new Dictionary<string, string>
            {
                ["AzureWebJobsScriptRoot"] = "/" + FunctionsLayer.Root,
                ["AzureFunctionsJobHost__Logging__Console__IsEnabled"] = "true",
                ["AzureWebJobsSecretStorageType"] = "files",
                ["FUNCTIONS_WORKER_RUNTIME"] = "custom",
                // Not root: no port below 1024.
                ["ASPNETCORE_URLS"] = "http://+:8080",
                ["DOTNET_EnableDiagnostics"] = "0",
                ["Odagrun__Executor__LayerDirectory"] = $"/{FunctionsLayer.Root}/executor-layer",
            },
            Labels = Labels("Odagrun, function app", "A GitLab CI runner asleep at zero, on the Azure Functions runtime."),
        };
        return await PublishAsync("functions", _options.Base, layers, config, BomComponents.OfFunctions(_options), cancellationToken);
    }

    private async Task<PublishedImage> PublishAsync(
        string name, ImageReference? from, IReadOnlyList<ComposeLayer> layers, ComposeConfig config, IReadOnlyList<BomComponent> components,
        CancellationToken cancellationToken)
    {
        var composed = await _services.GetRequiredService<IImageComposer>()
            .ComposeAsync(new ComposeRequest(from, Target(name), _options.Platform, layers, config, _credentials), cancellationToken);
        var manifest = await _registry.GetManifestAsync(composed.Reference, _credentials, cancellationToken)
            ?? throw new IOException($"{composed.Reference} was composed and is gone");
        var reference = Target(name).WithTag(_options.Tag);
        await _registry.PutManifestAsync(reference, manifest.MediaType, manifest.Content, _credentials, cancellationToken);

        var subject = new Descriptor { MediaType = manifest.MediaType, Digest = manifest.Digest, Size = manifest.Content.Length };
        var bom = BomWriter.Write($"{_options.Prefix}/{name}", subject.Digest, _options, components);
        var sbom = await new ReferrerWriter(_registry, _credentials).AttachAsync(
            reference, subject, BomWriter.MediaType, bom, cancellationToken);
        var size = JsonSerializer.Deserialize(manifest.Content.Span, OciJson.Default.ImageManifest)!.Layers.Sum(layer => layer.Size);
        return new PublishedImage(
            reference with { Digest = subject.Digest }, subject with { Platform = Described(_options.Platform) }, size, sbom);
    }

    private ImageReference Target(string name) => ImageReference.Parse($"{_options.Prefix}/{name}");

    private static PlatformDescriptor Described(Platform platform) => new() { Os = platform.Os, Architecture = platform.Architecture };

    private Dictionary<string, string> Labels(string title, string description)
    {
        var labels = new Dictionary<string, string>
        {
            ["org.opencontainers.image.title"] = title,
            ["org.opencontainers.image.description"] = description,
            ["org.opencontainers.image.version"] = _options.Version,
            ["org.opencontainers.image.created"] = _options.Created.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["org.opencontainers.image.licenses"] = "MIT",
        };
        if (_options.Revision is { } revision)
        {
            labels["org.opencontainers.image.revision"] = revision;
        }

        return labels;
    }
}
