using Odagrun.Oci.Layers;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Pushing;

/// <summary>Streams a layer into a repository: entries → tar → digest → compression → digest → upload, without a file in between.</summary>
public interface ILayerPusher
{
    /// <summary>
    /// Pushes one layer. Memory stays bounded whatever the layer's size; the same entries give the same digests, on any machine and
    /// with any number of cores.
    /// </summary>
    /// <param name="target">Registry and repository; tag and digest are not looked at.</param>
    /// <param name="content">What the layer holds. It is read once, and again from the start only where the registry lost the
    /// upload.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="credentials">Logins of the registry.</param>
    /// <param name="progress">Told after each piece of work, from any thread, many times a second; null: nobody wants to know.</param>
    /// <param name="cancellationToken">Ends it; the upload is left to the registry, which clears it away.</param>
    /// <exception cref="LayerContentException">An entry can't be read, or changed meanwhile; the message names it.</exception>
    /// <exception cref="RegistryException">The registry refused, or could not be reached.</exception>
    Task<PushedLayer> PushAsync(
        ImageReference target,
        ILayerContent content,
        LayerPushOptions options,
        RegistryCredentials credentials,
        IProgress<LayerProgress>? progress,
        CancellationToken cancellationToken);
}
