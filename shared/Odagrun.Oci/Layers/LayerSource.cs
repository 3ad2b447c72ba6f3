namespace Odagrun.Oci.Layers;

/// <summary>One entry that a layer is written from; <paramref name="Open"/> and <paramref name="Size"/> for files only.</summary>
internal sealed record LayerSource(
    LayerEntryKind Kind,
    string Path,
    UnixFileMode Mode,
    DateTimeOffset? Modified = null,
    string LinkTarget = "",
    long Size = 0,
    Func<Stream>? Open = null);
