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
        var layer = new Option<string>("--layer-directory") { Description = "What 'make executor' made.", DefaultValueFactory = _ => "out/executor-layer" };
        var app = new Option<string?>("--func-app") { Description = "What 'make func-app' made." };
        var from = new Option<string?>("--base") { Description = "The Functions base image." };
        var assets = new Option<string[]>("--assets") { Description = "NuGet's project.assets.json of what is inside.", DefaultValueFactory = _ => [] };
        var version = new Option<string>("--source-version") { DefaultValueFactory = _ => "0.1.0" };
        var revision = new Option<string?>("--revision");
        var insecure = new Option<bool>("--insecure") { Description = "The registry has no TLS." };
        var command = new RootCommand("Composes Odagrun's own images in a registry, without Docker.")
        {
            prefix, tag, host, layer, app, from, assets, version, revision, insecure,
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
            result.InvocationConfiguration.Output,
            result.InvocationConfiguration.Error,
            cancellationToken));
        return command;
    }

    // The convention of reproducible builds: seconds since 1970.
    private static DateTimeOffset SourceDate() =>
        long.TryParse(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.UnixEpoch;

    private static async Task<int> RunAsync(ImagesOptions options, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            await using var publisher = new ImagePublisher(options);
            foreach (var image in await publisher.PublishAsync(cancellationToken))
            {
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{image.Reference}  {image.Size / 1e6:0.0} MB compressed, SBOM {image.Sbom}"));
            }

            return 0;
        }
        catch (Exception e) when (e is IOException or RegistryException or ImageNotFoundException or FormatException)
        {
            await error.WriteLineAsync($"images: {e.Message}");
            return Failed;
        }
    }
}
