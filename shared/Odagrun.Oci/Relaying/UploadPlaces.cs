using Odagrun.Oci.Composing;

namespace Odagrun.Oci.Relaying;

/// <summary>
/// Where registries told uploads to go on. Some name places that do not show the repository, so they are remembered with it.
/// </summary>
internal sealed class UploadPlaces
{
    private readonly RecentMap<string, string> _repositories = new(4096);

    public void Remember(RelayHead head, Uri location) => _repositories.Set(KeyOf(location), $"{head.Registry}/{head.Repository}");

    /// <summary>Whether the registry named this place for an upload into that repository.</summary>
    public bool Knows(RelayHead head) =>
        _repositories.TryGet(KeyOf(head.Url), out var repository) && repository == $"{head.Registry}/{head.Repository}";

    // The host alone: where TLS ends before the registry, scheme and port of what it names may differ.
    private static string KeyOf(Uri address) => $"{address.Host}{address.AbsolutePath}";
}
