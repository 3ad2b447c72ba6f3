using Microsoft.Extensions.Options;
using Odagrun.Jobs.Failures;
using Odagrun.Jobs.Settings;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Preparing;

/// <summary>Puts the executor layer on top of an image, and says in one sentence why it can't.</summary>
internal sealed class ImageComposition(IImageComposer composer, ExecutorLayer layer, IOptions<RegistryOptions> registry)
{
    /// <summary>
    /// <paramref name="requested"/> is the image as people know it; <paramref name="image"/> is null for scratch. The executor's layer
    /// comes after <paramref name="between"/>, so that nothing hides it.
    /// </summary>
    public async Task<Composition> RunAsync(
        string requested,
        ImageReference? image,
        Platform platform,
        IReadOnlyList<string> entrypoint,
        IReadOnlyList<ComposeLayer> between,
        RegistryCredentials credentials,
        CancellationToken cancellationToken)
    {
        try
        {
            var target = new ImageReference(registry.Value.Host, registry.Value.Repository + "/executor", null, null);
            ComposeLayer[] parts = [.. between, await layer.GetAsync(target, cancellationToken)];
            var config = new ComposeConfig { Entrypoint = entrypoint };
            return new Composition(await composer.ComposeAsync(
                new ComposeRequest(image, target, platform, parts, config, credentials), cancellationToken), null);
        }
        catch (ImageNotFoundException e)
        {
            return Refuse(RegistryFailure.Of(e, requested));
        }
        catch (RegistryException e) when (e.IsTransient)
        {
            return new Composition(
                null, new Preparation { Unreachable = RegistryFailure.Sentence("the registry gave no answer", requested, e.Message) });
        }
        catch (RegistryException e)
        {
            return Refuse(RegistryFailure.Of(e, requested));
        }
    }

    private static Composition Refuse(JobFailure failure) => new(null, Preparation.Refuse(failure));
}
