using Odagrun.Oci.Images;
using Odagrun.Oci.References;

namespace Odagrun.Caches.Stored;

/// <summary>A layer: the blob, and the digest of its tar.</summary>
public sealed record StoredLayer(Descriptor Descriptor, Digest DiffId);
