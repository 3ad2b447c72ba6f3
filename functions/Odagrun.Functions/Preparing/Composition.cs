using Odagrun.Oci.Images;

namespace Odagrun.Functions.Preparing;

/// <summary>A composed image, or how preparing the job ends without it.</summary>
internal sealed record Composition(ComposedImage? Image, Preparation? Problem);
