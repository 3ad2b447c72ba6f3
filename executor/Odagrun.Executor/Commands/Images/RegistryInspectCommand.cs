using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odagrun.Executor.Commands.Calling;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;

namespace Odagrun.Executor.Commands.Images;

/// <summary><c>registry_inspect</c>: an image's manifest and config, as JSON.</summary>
internal sealed class RegistryInspectCommand : RegistryCommand
{
    private const int LongestConfig = 8 << 20;

    private readonly Argument<string[]> _words;

    public RegistryInspectCommand(CommandConsole console)
        : base("registry_inspect", "prints an image's digest, manifest and config as JSON", "the image", console) =>
        _words = Words("IMAGE", "in place of options: the image");

    internal override string? Example => "registry_inspect --ISR --reference=latest | jq .config.config.Labels";

    protected override async Task RunAsync(CommandCall call, RegistrySession session, CancellationToken cancellationToken)
    {
        var words = call.Get(_words);
        var image = words is { Length: > 0 } ? ImageNamed(call, session, words) : ImageOrOwn(call, session);
        var manifest = await session.Registry.GetManifestAsync(image, session.Credentials, cancellationToken)
            ?? throw new CommandException($"there is no image {image}");
        var found = new JsonObject
        {
            ["name"] = $"{image.Registry}/{image.Repository}",
            ["digest"] = manifest.Digest.ToString(),
            ["mediaType"] = manifest.MediaType,
            ["manifest"] = JsonNode.Parse(manifest.Content.Span),
        };
        if (!MediaTypes.IsIndex(manifest.MediaType) && !MediaTypes.IsSchema1(manifest.MediaType))
        {
            var parsed = JsonSerializer.Deserialize(manifest.Content.Span, OciJson.Default.ImageManifest)!;
            found["size"] = parsed.Config.Size + parsed.Layers.Sum(layer => layer.Size);
            found["config"] = await ReadConfigAsync(session, image, parsed.Config, cancellationToken);
        }

        call.Print(Write(found));
    }

    private static async Task<JsonNode?> ReadConfigAsync(
        RegistrySession session, ImageReference image, Descriptor config, CancellationToken cancellationToken)
    {
        // Artifacts (signatures, charts) have configs of other kinds.
        if (config.MediaType is not (MediaTypes.OciConfig or MediaTypes.DockerConfig) || config.Size > LongestConfig)
        {
            return null;
        }

        await using var stream = await session.Registry.OpenBlobAsync(image, config, session.Credentials, cancellationToken);
        return await JsonNode.ParseAsync(stream, cancellationToken: cancellationToken);
    }

    private static string Write(JsonObject found)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(
            bytes, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            found.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
