using Odagrun.Oci.Layers;

namespace Odagrun.Oci.Pushing;

/// <summary>A layer that is in the registry now.</summary>
/// <param name="Layer">Descriptor and diff id.</param>
/// <param name="Entries">How many entries it has.</param>
/// <param name="TarBytes">Bytes of the uncompressed tar.</param>
public sealed record PushedLayer(WrittenLayer Layer, long Entries, long TarBytes);
