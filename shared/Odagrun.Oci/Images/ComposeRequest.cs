using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Images;

/// <summary>
/// What the composer puts together: a base image, layers on top, and how the config changes.
/// <paramref name="Base"/> is null for <c>scratch</c>. <paramref name="Target"/> names registry and repository of the result; the tag is
/// computed.
/// </summary>
public sealed record ComposeRequest(
    ImageReference? Base,
    ImageReference Target,
    Platform Platform,
    IReadOnlyList<ComposeLayer> Layers,
    ComposeConfig Config,
    RegistryCredentials Credentials);
