using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Caches.Removing;
using Odagrun.Caches.Stored;
using Odagrun.Jobs.Settings;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Sweeping;

/// <summary>
/// Notes in the registry when something was last used: a registry does not tell. A mark is a manifest of its own beside what it marks,
/// so that marking never touches that, whoever writes it at the same moment.
/// </summary>
internal sealed class UsageMarks(
    IRegistryClient client, StoredRemoval removal, IOptions<RegistryOptions> registry, TimeProvider clock, ILogger<UsageMarks> logger)
{
    /// <summary>What a mark's tag begins with.</summary>
    public const string Prefix = "used-";

    private static readonly TimeSpan Fresh = TimeSpan.FromHours(6);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _marked = new(StringComparer.Ordinal);

    /// <summary>Marks all of them as used now; what can't be marked is swept too early at worst, and made anew.</summary>
    public Task SetAsync(IReadOnlyList<ImageReference> used, CancellationToken cancellationToken) =>
        Task.WhenAll(used.Where(reference => reference.Tag is not null).DistinctBy(reference => reference.ToString())
            .Select(reference => SetAsync(reference, cancellationToken)));

    /// <summary>When it was last marked; null: never, or nobody knows.</summary>
    public async Task<DateTimeOffset?> ReadAsync(ImageReference used, CancellationToken cancellationToken)
    {
        var content = await client.GetManifestAsync(
            used.WithTag(Prefix + used.Tag), new RegistryCredentials(registry.Value.Logins), cancellationToken);
        return content is null ? null : TimeOf(JsonSerializer.Deserialize(content.Content.Span, OciJson.Default.ImageManifest));
    }

    /// <summary>The time that a mark's manifest holds.</summary>
    public static DateTimeOffset? TimeOf(ImageManifest? mark) =>
        DateTimeOffset.TryParse(mark?.Annotations?.GetValueOrDefault(StoredAnnotations.Used), CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private async Task SetAsync(ImageReference used, CancellationToken cancellationToken)
    {
        var name = $"{used.Repository}:{used.Tag}";
        var now = clock.GetUtcNow();
        if (_marked.TryGetValue(name, out var before) && now - before < Fresh)
        {
            return;
        }

        try
        {
            await PutAsync(used, now, cancellationToken);
            _marked[name] = now;
        }
        catch (RegistryException e)
        {
            logger.NotMarked(name, e.Message);
        }
    }

    private async Task PutAsync(ImageReference used, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var credentials = new RegistryCredentials(registry.Value.Logins);
        var config = await client.PutBlobAsync(used, MediaTypes.OciConfig, StoredManifest.Config([]), credentials, cancellationToken);
        var manifest = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = config,
            Layers = [],
            Annotations = new Dictionary<string, string>
            {
                [StoredAnnotations.Name] = used.Tag!,
                [StoredAnnotations.Used] = now.ToString("O", CultureInfo.InvariantCulture),
            },
        };
        var content = JsonSerializer.SerializeToUtf8Bytes(manifest, OciJson.Default.ImageManifest);
        var target = used.WithTag(Prefix + used.Tag);
        var replaced = await client.HeadManifestAsync(target, credentials, cancellationToken);
        var digest = await client.PutManifestAsync(target, MediaTypes.OciManifest, content, credentials, cancellationToken);
        if (replaced is { Digest: var old } && old != digest)
        {
            await removal.RemoveReplacedAsync(target.WithDigest(old), cancellationToken);
        }
    }
}
