using System.CommandLine;
using System.Globalization;
using Odagrun.Functions.Images.Publishing;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Images;

/// <summary>The command line; 'make images' is how people call it.</summary>
internal static class ImagesCommand
{
    private const int Failed = 1;

    public static RootCommand Create()
    {
        var prefix = new Argument<string>("registry") { Description = "Host and path that the images' names begin with." };
        var tag = new Option<string>("--tag") { DefaultValueFactory = _ => "latest" };
        var host = new Option<string>("--host-directory") { Description = "What 'make host' made.", DefaultValueFactory = _ => "out/host" };
        var layer = new Option<string>("--layer-directory")
        {
            Description = "What 'make executor' made.",
            DefaultValueFactory = _ => "out/executor-layer",
        };
        var app = new Option<string?>("--func-app") { Description = "What 'make func-app' made." };
        var from = new Option<string?>("--base") { Description = "The Functions base image." };
        var assets = new Option<string[]>("--assets")
        {
            Description = "NuGet's project.assets.json of what is inside.",
            DefaultValueFactory = _ => [],
        };
        var version = new Option<string>("--source-version") { DefaultValueFactory = _ => "0.1.0" };
        var revision = new Option<string?>("--revision");
        var insecure = new Option<bool>("--insecure") { Description = "The registry has no TLS." };
        var arm64 = new Option<string?>("--arm64-packages")
        {
            Description =
                "Debian's packages for arm64, unpacked: the standalone image is made for both platforms, of HOST-DIRECTORY-arm64 and LAYER-DIRECTORY-arm64 too.",
        };
        var command = new RootCommand("Composes Odagrun's own images in a registry, without Docker.")
        {
            prefix, tag, host, layer, app, from, assets, version, revision, insecure, arm64,
        };
        command.SetAction((result, cancellationToken) => RunAsync(
            new ImagesOptions
            {
                Prefix = result.GetValue(prefix)!.TrimEnd('/'),
                Tag = result.GetValue(tag)!,
                HostDirectory = result.GetValue(host)!,
                LayerDirectory = result.GetValue(layer)!,
                FunctionApp = result.GetValue(app),
                Base = result.GetValue(from) is { Length: > 0 } image ? ImageReference.Parse(image) : null,
                Assets = result.GetValue(assets)!,
                Version = result.GetValue(version)!,
                Revision = result.GetValue(revision),
                Created = SourceDate(),
                Insecure = result.GetValue(insecure),
            },
            result.GetValue(arm64),
            result.InvocationConfiguration.Output,
            result.InvocationConfiguration.Error,
            cancellationToken));
        return command;
    }

    // The convention of reproducible builds: seconds since 1970.
    private static DateTimeOffset SourceDate() =>
        long.TryParse(
            Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.UnixEpoch;

    private static async Task<int> RunAsync(
        ImagesOptions options, string? arm64, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            if (arm64 is null)
            {
                await PublishAsync(options, output, cancellationToken);
                return 0;
            }

            // Each by a tag of its own, and both by the one that was asked for.
            var ours = await PublishAsync(options with { Tag = options.Tag + "-amd64" }, output, cancellationToken);
            var theirs = await PublishAsync(ForArm64(options, arm64), output, cancellationToken);
            await using var publisher = new ImagePublisher(options);
            await output.WriteLineAsync(
                $"{await publisher.IndexAsync(ImagePublisher.Standalone, options.Tag, [ours[^1], theirs[^1]], cancellationToken)}  amd64 and arm64");
            return 0;
        }
        catch (Exception e) when (e is IOException or RegistryException or ImageNotFoundException or FormatException)
        {
            await error.WriteLineAsync($"images: {e.Message}");
            return Failed;
        }
    }

    private static ImagesOptions ForArm64(ImagesOptions options, string packages) => options with
    {
        Tag = options.Tag + "-arm64",
        Platform = ImagesOptions.Arm64,
        Packages = packages,
        HostDirectory = options.HostDirectory + "-arm64",
        LayerDirectory = options.LayerDirectory + "-arm64",
        FunctionApp = null,
        Base = null,
    };

    private static async Task<IReadOnlyList<PublishedImage>> PublishAsync(
        ImagesOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await using var publisher = new ImagePublisher(options);
        var images = await publisher.PublishAsync(cancellationToken);
        foreach (var image in images)
        {
            await output.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $"{image.Reference}  {image.Size / 1e6:0.0} MB compressed, SBOM {image.Sbom}"));
        }

        return images;
    }
}
