using Odagrun.Oci.Images;
using Odagrun.Oci.References;

namespace Odagrun.Oci.Layers;

/// <summary>A layer that was written: what stands in a manifest, and the digest of its uncompressed tar for the config.</summary>
public sealed record WrittenLayer(Descriptor Descriptor, Digest DiffId);
