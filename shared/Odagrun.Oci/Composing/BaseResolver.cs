using System.Net;
using System.Text.Json;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Composing;

/// <summary>
/// Finds a base image: from index to the platform's manifest to the config. A tag is asked for every time (HEAD where its
/// content is known), so that a moved tag is seen at once.
/// </summary>
internal sealed class BaseResolver(IRegistryClient registry, BaseCache cache, Schema1Reader schema1)
{
    private const int MaxIndexDepth = 3;
    private const int MaxConfigBytes = 8 << 20;

    private readonly RecentMap<string, Digest> _digestOfTag = new(1024);

    /// <summary>The image's manifest; the rest is read when it is asked for, beside what else can be done with the digest alone.</summary>
    public async Task<FoundBase> FindAsync(
        ImageReference image, Platform platform, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        if (image.Digest is { } digest && cache.Find(BaseKey.Of(image, digest, platform, credentials)) is { } byDigest)
        {
            return FoundBase.Of(byDigest, wasAsked: false);
        }

        if (image.Digest is null && _digestOfTag.TryGet(TagKey(image, platform), out var last)
            && cache.Find(BaseKey.Of(image, last, platform, credentials)) is { } byTag
            && await registry.HeadManifestAsync(image, credentials, cancellationToken).ConfigureAwait(false) is { } head
            && head.Digest == last)
        {
            return FoundBase.Of(byTag, wasAsked: true);
        }

        var top = await registry.GetManifestAsync(image, credentials, cancellationToken).ConfigureAwait(false)
            ?? throw new ImageNotFoundException(
                image, $"image {image} does not exist: registry '{image.Registry}' has no such repository or tag");
        var manifest = await DescendAsync(image, top, platform, credentials, cancellationToken).ConfigureAwait(false);
        return new FoundBase(manifest.Digest, WasAsked: true, async cancel =>
        {
            var resolved = MediaTypes.IsSchema1(manifest.MediaType)
                ? await schema1.ReadAsync(image, manifest, credentials, cancel).ConfigureAwait(false)
                : await ReadImageAsync(image, manifest, platform, credentials, cancel).ConfigureAwait(false);
            cache.Remember(BaseKey.Of(image, top.Digest, platform, credentials), resolved);
            _digestOfTag.Set(TagKey(image, platform), top.Digest);
            return resolved;
        });
    }

    private static string TagKey(ImageReference image, Platform platform) => $"{image} {platform}";

    // From an index, or an index of indexes, to the platform's manifest.
    private async Task<ManifestContent> DescendAsync(
        ImageReference image, ManifestContent top, Platform platform, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        var manifest = top;
        for (var depth = 0; MediaTypes.IsIndex(manifest.MediaType); depth++)
        {
            if (depth == MaxIndexDepth)
            {
                throw new ImageNotFoundException(image, $"image {image}: its index leads to indexes only, {MaxIndexDepth} deep");
            }

            var entry = Select(image, manifest, platform);
            manifest = await registry.GetManifestAsync(image.WithDigest(entry.Digest), credentials, cancellationToken).ConfigureAwait(false)
                ?? throw new ImageNotFoundException(image,
                    $"image {image}: its index names {entry.Digest} for {platform}, which registry '{image.Registry}' does not have");
        }

        return manifest;
    }

    private static Descriptor Select(ImageReference image, ManifestContent manifest, Platform platform)
    {
        var entries = Parse(image, manifest, content => JsonSerializer.Deserialize(content.Span, OciJson.Default.ImageIndex))?.Manifests
            ?? [];
        return PlatformSelection.Choose(entries, platform)
            ?? throw new ImageNotFoundException(
                image, $"image {image} does not exist for {platform}; there is: {PlatformSelection.Describe(entries)}");
    }

    private async Task<ResolvedBase> ReadImageAsync(
        ImageReference image, ManifestContent content, Platform platform, RegistryCredentials credentials,
        CancellationToken cancellationToken)
    {
        var manifest = Parse(image, content, bytes => JsonSerializer.Deserialize(bytes.Span, OciJson.Default.ImageManifest))
            ?? throw Damaged(image, "its manifest is empty");
        if (manifest.Config.MediaType is not (MediaTypes.OciConfig or MediaTypes.DockerConfig or "application/octet-stream"))
        {
            throw new ImageNotFoundException(image, $"{image} is no container image: its config is of type {manifest.Config.MediaType}");
        }

        if (manifest.Config.Size > MaxConfigBytes)
        {
            throw Damaged(image, $"its config has {manifest.Config.Size} bytes; {MaxConfigBytes} are allowed");
        }

        var bytes = await ReadConfigAsync(image, manifest.Config, credentials, cancellationToken).ConfigureAwait(false);
        var config = Parse(
            image, content with { Content = bytes }, json => JsonSerializer.Deserialize(json.Span, OciJson.Default.ImageConfig))
            ?? throw Damaged(image, "its config is empty");
        CheckPlatform(image, config, platform);
        if (config.RootFs?.DiffIds?.Count != manifest.Layers.Count)
        {
            throw Damaged(image, $"it has {manifest.Layers.Count} layers, but its config lists {config.RootFs?.DiffIds?.Count ?? 0}");
        }

        return new ResolvedBase(image, content, manifest.Config, manifest.Layers, bytes, Describe(content.Digest, config));
    }

    private async Task<ReadOnlyMemory<byte>> ReadConfigAsync(
        ImageReference image, Descriptor blob, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        var stream = await registry.OpenBlobAsync(image, blob, credentials, cancellationToken).ConfigureAwait(false);
        await using var closing = stream.ConfigureAwait(false);
        var bytes = new byte[blob.Size];
        await stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        return bytes;
    }

    private static void CheckPlatform(ImageReference image, ImageConfig config, Platform platform)
    {
        if ((config.Os is { Length: > 0 } os && os != platform.Os)
            || (config.Architecture is { Length: > 0 } architecture && architecture != platform.Architecture))
        {
            throw new ImageNotFoundException(
                image, $"image {image} does not exist for {platform}; there is: {config.Os}/{config.Architecture}");
        }
    }

    /// <summary>What the config says for the executor.</summary>
    public static BaseImage Describe(Digest digest, ImageConfig config) => new(
        digest,
        config.Config?.Entrypoint ?? [],
        config.Config?.Cmd ?? [],
        config.Config?.Env ?? [],
        NullIfEmpty(config.Config?.User),
        NullIfEmpty(config.Config?.WorkingDir),
        [.. config.Config?.ExposedPorts?.Keys.Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>()]);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static T? Parse<T>(ImageReference image, ManifestContent content, Func<ReadOnlyMemory<byte>, T?> parse)
    {
        try
        {
            return parse(content.Content);
        }
        catch (JsonException e)
        {
            throw Damaged(image, $"its manifest or config is not as specified: {e.Message}", e);
        }
    }

    private static RegistryException Damaged(ImageReference image, string problem, Exception? inner = null) =>
        new($"image {image} cannot be used: {problem}", HttpStatusCode.UnprocessableEntity, "MANIFEST_INVALID", inner);
}
