using Odagrun.Oci.References;

namespace Odagrun.Oci.Copying;

/// <summary>An image that stands under a new name now.</summary>
/// <param name="Reference">With digest.</param>
/// <param name="Manifests">How many manifests it is made of.</param>
/// <param name="Referrers">How many signatures, attestations and the like came with it.</param>
/// <param name="Totals">What had to be moved.</param>
public sealed record CopiedImage(ImageReference Reference, int Manifests, int Referrers, TransferTotals Totals);
