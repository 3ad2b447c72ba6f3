using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Odagrun.Caches.Removing;
using Odagrun.Caches.Stored;
using Odagrun.Functions.Caching;
using Odagrun.Jobs.Settings;
using Odagrun.Jobs.Store;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Sweeping;

/// <summary>Deletes caches and executor images that nobody has used for a while; what a job at hand refers to stays.</summary>
internal sealed class RegistrySweep(
    IRegistryClient client, StoredRemoval removal, IJobStore jobs, UsageMarks marks, IOptions<RegistryOptions> registry,
    IOptions<CachesOptions> options, TimeProvider clock)
{
    private const int AtOnce = 8;

    private RegistryCredentials Credentials => new(registry.Value.Logins);

    /// <summary>Looks at all there is; deletes only where told to.</summary>
    public async Task<SweepReport> RunAsync(bool delete, CancellationToken cancellationToken)
    {
        var items = new List<SweptItem>();
        foreach (var repository in new[] { "cache", "executor" })
        {
            items.AddRange(await ReadAsync(
                new ImageReference(registry.Value.Host, $"{registry.Value.Repository}/{repository}", null, null), cancellationToken));
        }

        // After the registry was read: a job that came meanwhile is among them.
        var wanted = await WantedAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var unused = items.Where(item => item.LastUsed is { } used && now - used > item.Keep && !wanted.Contains(item.Digest.ToString()))
            .OrderBy(item => item.LastUsed)
            .ToList();
        var kept = items.Except(unused).SelectMany(item => item.Layers).Select(layer => layer.Digest).ToHashSet();
        var bytes = unused.SelectMany(item => item.Layers).DistinctBy(layer => layer.Digest).Where(layer => !kept.Contains(layer.Digest))
            .Sum(layer => layer.Size);
        if (delete)
        {
            await DeleteAsync(unused, cancellationToken);

            // Of those nobody knows anything yet: their time begins now.
            await marks.SetAsync([.. items.Where(item => item.LastUsed is null).Select(item => item.Reference)], cancellationToken);
        }

        return new SweepReport(items.Count, unused, bytes);
    }

    private async Task<IReadOnlyCollection<SweptItem>> ReadAsync(ImageReference repository, CancellationToken cancellationToken)
    {
        var tags = await client.ListTagsAsync(repository, Credentials, cancellationToken);
        var marked = tags.Where(IsMark).Select(tag => tag[UsageMarks.Prefix.Length..]).ToHashSet(StringComparer.Ordinal);
        var items = new ConcurrentBag<SweptItem>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(tags.Where(tag => !IsMark(tag)), parallel, async (tag, token) =>
        {
            if (await ReadAsync(repository.WithTag(tag), marked.Contains(tag), token) is { } item)
            {
                items.Add(item);
            }
        });
        return items;
    }

    private async Task<SweptItem?> ReadAsync(ImageReference reference, bool isMarked, CancellationToken cancellationToken)
    {
        if (await ReadManifestAsync(reference, cancellationToken) is not var (digest, manifest))
        {
            return null;
        }

        var mark = isMarked ? await ReadManifestAsync(reference.WithTag(UsageMarks.Prefix + reference.Tag), cancellationToken) : null;
        var times = new[] { Stored(manifest), UsageMarks.TimeOf(mark?.Manifest) };
        return new SweptItem(
            reference, digest, manifest.Annotations?.GetValueOrDefault(StoredAnnotations.Name) ?? "executor image", manifest.Layers,
            times.Max(), Keep(manifest), mark?.Digest);
    }

    private async Task<(Digest Digest, ImageManifest Manifest)?> ReadManifestAsync(
        ImageReference reference, CancellationToken cancellationToken)
    {
        if (await client.GetManifestAsync(reference, Credentials, cancellationToken) is not { } content)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(content.Content.Span, OciJson.Default.ImageManifest) is { } manifest
                ? (content.Digest, manifest)
                : null;
        }
        catch (JsonException)
        {
            // Nothing of ours.
            return null;
        }
    }

    private TimeSpan Keep(
        ImageManifest manifest) => manifest.Annotations is not { } annotations || !annotations.ContainsKey(StoredAnnotations.Content)
        ? TimeSpan.FromHours(options.Value.KeepImageHours)
        : annotations.GetValueOrDefault(StoredAnnotations.Scope) == "pipeline"
            ? TimeSpan.FromHours(options.Value.KeepPipelineHours)
            : TimeSpan.FromDays(options.Value.KeepDays);

    private async Task<HashSet<string>> WantedAsync(CancellationToken cancellationToken)
    {
        var records = await jobs.ListAsync(cancellationToken);
        return [.. records
            .SelectMany(record => (record.ServiceImages ?? []).Append(record.Image).Concat(record.Caches ?? []))
            .OfType<string>()
            .Select(image => image[(image.LastIndexOf('@') + 1)..])];
    }

    private async Task DeleteAsync(IEnumerable<SweptItem> unused, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(unused, parallel, async (item, token) =>
        {
            await removal.RemoveAsync(item.Reference, item.Digest, token);
            if (item.Mark is { } mark)
            {
                await removal.RemoveAsync(item.Reference.WithTag(UsageMarks.Prefix + item.Reference.Tag), mark, token);
            }
        });
    }

    private static bool IsMark(string tag) => tag.StartsWith(UsageMarks.Prefix, StringComparison.Ordinal);

    private static DateTimeOffset? Stored(ImageManifest manifest) =>
        DateTimeOffset.TryParse(manifest.Annotations?.GetValueOrDefault(StoredAnnotations.Created), CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
