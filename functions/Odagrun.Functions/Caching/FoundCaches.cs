using Odagrun.Handover;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;

namespace Odagrun.Functions.Caching;

/// <summary>What a job finds of its caches; null where it asks for none.</summary>
internal sealed record FoundCaches(EnvelopeCaches? Envelope)
{
    public static FoundCaches None { get; } = new((EnvelopeCaches?)null);

    /// <summary>The entries that the job uses.</summary>
    public IEnumerable<EnvelopeCache> Used => (Envelope?.Entries ?? []).Where(entry => entry is { Pull: true, Found: not null });

    /// <summary>What the job uses, by its tags.</summary>
    public IEnumerable<ImageReference> References(string host) => Used
        .Select(entry => new ImageReference(host, Envelope!.Repository, entry.Found!.Tag, null));

    /// <summary>The layers that become part of the job's image, the lowest first.</summary>
    public IReadOnlyList<ComposeLayer> Layers =>
        [.. Used
            .Where(entry => entry.Found is { InImage: true })
            .SelectMany(entry => entry.Found!.Layers)
            .Select(layer => new ComposeLayer(
                new Descriptor { MediaType = layer.MediaType, Digest = Digest.Parse(layer.Digest), Size = layer.Size },
                Digest.Parse(layer.DiffId),
                Envelope!.Repository,
                null))];
}
