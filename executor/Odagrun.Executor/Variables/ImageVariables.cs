using Odagrun.Handover;
using Odagrun.Oci.References;

namespace Odagrun.Executor.Variables;

/// <summary>ODAGRUN_BUILD_IMAGE and its like: the image that the job asked for.</summary>
internal static class ImageVariables
{
    internal static IEnumerable<(string Name, string Value)> Of(EnvelopeImage image)
    {
        yield return ("ODAGRUN_BUILD_IMAGE_NICK", image.Requested);
        if (image.Digest is { Length: > 0 } digest)
        {
            yield return ("ODAGRUN_BUILD_IMAGE_SHA", digest);
        }

        if (ImageReference.TryParse(image.Requested, out var reference))
        {
            yield return ("ODAGRUN_BUILD_IMAGE", $"{reference.Registry}/{reference.Repository}");
            yield return ("ODAGRUN_BUILD_IMAGE_TAG", reference.Tag ?? "");
        }
    }
}
