using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Odagrun.Jobs.Pods;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Runc.Images;

/// <summary>Manifests and configs: those named by digest are kept, so that a known image costs no request.</summary>
internal sealed class ImageSource(StorePaths paths, IRegistryClient registry, TimeProvider time)
{
    private const long MaxConfigBytes = 8 << 20;

    /// <summary>The image's parts, for this machine's platform.</summary>
    /// <exception cref="PodStartException">There is no such image, or it can't be run here.</exception>
    public async Task<PulledImage> GetAsync(ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        var manifest = await ManifestAsync(image, credentials, cancellationToken).ConfigureAwait(false);
        if (IsIndex(manifest))
        {
            var entry = Choose(image, Read(manifest.Content, OciJson.Default.ImageIndex, image, "index"));
            manifest = await ManifestAsync(image.WithDigest(entry.Digest), credentials, cancellationToken).ConfigureAwait(false);
        }

        var parts = Read(manifest.Content, OciJson.Default.ImageManifest, image, "manifest");
        var config = Read(await ConfigAsync(image, parts.Config, credentials, cancellationToken).ConfigureAwait(false),
            OciJson.Default.ImageConfig, image, "config");
        var diffIds = config.RootFs?.DiffIds ?? [];
        if (diffIds.Count != parts.Layers.Count)
        {
            throw Invalid(image, $"its manifest has {parts.Layers.Count} layers, its config {diffIds.Count} diff_ids");
        }

        if (config.Os is not (null or "linux")
            || (config.Architecture is { Length: > 0 } architecture && architecture != Platform.Current.Architecture))
        {
            throw Invalid(image, $"it is made for {config.Os}/{config.Architecture}, this machine is {Platform.Current}");
        }

        return new PulledImage(config.Config ?? new ContainerConfig(), [.. parts.Layers.Zip(diffIds)]);
    }

    private async Task<ManifestContent> ManifestAsync(
        ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        if (image.Digest is { } digest && await KeptAsync(digest, cancellationToken).ConfigureAwait(false) is { } kept)
        {
            return new ManifestContent("", digest, kept);
        }

        var manifest = await registry.GetManifestAsync(image, credentials, cancellationToken).ConfigureAwait(false)
            ?? throw new PodStartException(PodFailure.ImageNotFound, $"image {image} does not exist");
        await KeepAsync(manifest.Digest, manifest.Content, cancellationToken).ConfigureAwait(false);
        return manifest;
    }

    private async Task<ReadOnlyMemory<byte>> ConfigAsync(
        ImageReference image, Descriptor config, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        if (config.Size is < 0 or > MaxConfigBytes)
        {
            throw Invalid(image, $"its config is said to be {config.Size} bytes; {MaxConfigBytes} are allowed");
        }

        if (await KeptAsync(config.Digest, cancellationToken).ConfigureAwait(false) is { } kept)
        {
            return kept;
        }

        var stream = await registry.OpenBlobAsync(image, config, credentials, cancellationToken).ConfigureAwait(false);
        await using var closing = stream.ConfigureAwait(false);
        using var content = new MemoryStream((int)config.Size);
        await stream.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
        await KeepAsync(config.Digest, content.ToArray(), cancellationToken).ConfigureAwait(false);
        return content.ToArray();
    }

    private async Task<byte[]?> KeptAsync(Digest digest, CancellationToken cancellationToken)
    {
        var file = paths.Image(digest);
        try
        {
            var content = await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
            if (Digest.Of(content) != digest)
            {
                return null;
            }

            // Sweeping goes by the last use.
            File.SetLastWriteTimeUtc(file, time.GetUtcNow().UtcDateTime);
            return content;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private async Task KeepAsync(Digest digest, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var file = paths.Image(digest);
        var partial = $"{file}.{Guid.NewGuid():N}";
        await File.WriteAllBytesAsync(partial, content, cancellationToken).ConfigureAwait(false);
        File.Move(partial, file, overwrite: true);
    }

    // Kept bytes have no media type beside them: an index tells itself by what it holds.
    private static bool IsIndex(ManifestContent manifest)
    {
        if (manifest.MediaType.Length > 0)
        {
            return manifest.MediaType is MediaTypes.OciIndex or MediaTypes.DockerManifestList;
        }

        using var document = JsonDocument.Parse(manifest.Content);
        return document.RootElement.TryGetProperty("manifests", out _);
    }

    private static Descriptor Choose(ImageReference image, ImageIndex index) =>
        index.Manifests.FirstOrDefault(
            entry => entry.Platform is { Os: "linux" } platform && platform.Architecture == Platform.Current.Architecture)
        ?? throw Invalid(image, $"it has no variant for {Platform.Current}");

    private static T Read<T>(ReadOnlyMemory<byte> content, JsonTypeInfo<T> type, ImageReference image, string what)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(content.Span, type) ?? throw Invalid(image, $"its {what} is empty");
        }
        catch (JsonException e)
        {
            throw Invalid(image, $"its {what} can't be read: {e.Message}", e);
        }
    }

    private static PodStartException Invalid(ImageReference image, string problem, Exception? inner = null) =>
        new(PodFailure.ImageInvalid, $"image {image} can't be used: {problem}", inner);
}
