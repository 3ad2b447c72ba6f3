using Odagrun.Oci.References;

namespace Odagrun.Oci.Images;

/// <summary>What the base image's config says, for the executor; for <c>scratch</c> all is empty.</summary>
public sealed record BaseImage(
    Digest? Digest,
    IReadOnlyList<string> Entrypoint,
    IReadOnlyList<string> Cmd,
    IReadOnlyList<string> Env,
    string? User,
    string? WorkingDir,
    IReadOnlyList<string> ExposedPorts)
{
    /// <summary>The empty image.</summary>
    public static BaseImage Scratch { get; } = new(null, [], [], [], null, null, []);
}
