using Odagrun.Oci.Pushing;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Building;

/// <summary>An image to be made out of a base image and new layers.</summary>
public sealed record BuildRequest
{
    /// <summary>Its name, with a tag.</summary>
    public required ImageReference Target { get; init; }

    /// <summary>The base image; null: none (scratch).</summary>
    public ImageReference? Base { get; init; }

    /// <summary>Which platform of the base, and of the image where there is no base.</summary>
    public required Platform Platform { get; init; }

    /// <summary>The layers on top, the lowest first.</summary>
    public IReadOnlyList<ILayerContent> Layers { get; init; } = [];

    /// <summary>How they are written.</summary>
    public LayerPushOptions LayerOptions { get; init; } = new();

    /// <summary>How a container is run (image-spec, config.md: Cmd, Env, Labels…), as JSON, laid over the base's; null: nothing.</summary>
    public ReadOnlyMemory<byte>? Config { get; init; }

    /// <summary>Labels of the config.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Annotations of the manifest, where its kind has them.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>When it was made: a time that belongs to its sources, so that the same sources give the same image.</summary>
    public DateTimeOffset Created { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Logins of all registries.</summary>
    public required RegistryCredentials Credentials { get; init; }
}
