using Odagrun.Oci.References;

namespace Odagrun.Oci.Images;

/// <summary>The base image, or its variant for the platform, does not exist: the job's configuration is at fault.</summary>
public sealed class ImageNotFoundException(ImageReference image, string message) : Exception(message)
{
    /// <summary>The image that was asked for.</summary>
    public ImageReference Image { get; } = image;
}
