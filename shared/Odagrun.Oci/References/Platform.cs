using System.Runtime.InteropServices;

namespace Odagrun.Oci.References;

/// <summary>
/// The platform an image runs on (OCI image-spec, image-index.md, "platform"), in Go's names: <c>linux</c>, <c>amd64</c>.
/// </summary>
public sealed record Platform(string Os, string Architecture, string? Variant = null)
{
    /// <summary>The platform of this machine.</summary>
    public static Platform Current { get; } = new("linux", RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        var other => other.ToString().ToLowerInvariant(),
    });

    /// <summary>Reads <c>os/architecture</c> or <c>os/architecture/variant</c>.</summary>
    /// <exception cref="FormatException">There are not two or three parts.</exception>
    public static Platform Parse(string text) => text.Split('/') switch
    {
        [{ Length: > 0 } os, { Length: > 0 } architecture] => new(os, architecture),
        [{ Length: > 0 } os, { Length: > 0 } architecture, { Length: > 0 } variant] => new(os, architecture, variant),
        _ => throw new FormatException(
            $"'{text}' is no platform: expected os/architecture or os/architecture/variant, for example linux/amd64"),
    };

    /// <inheritdoc/>
    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";
}
