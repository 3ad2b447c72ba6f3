using Odagrun.Oci.References;

namespace Odagrun.Functions.Images;

/// <summary>What is built, from where, and where it goes.</summary>
internal sealed record ImagesOptions
{
    public static readonly Platform Amd64 = new("linux", "amd64");
    public static readonly Platform Arm64 = new("linux", "arm64");

    /// <summary>Host and path that the images' names begin with, for example <c>registry.example.com/odagrun</c>.</summary>
    public required string Prefix { get; init; }

    /// <summary>Their tag.</summary>
    public required string Tag { get; init; }

    /// <summary>What the native programs are for.</summary>
    public Platform Platform { get; init; } = Amd64;

    /// <summary>Debian's packages for <see cref="Platform"/>, unpacked; null: this machine's own libraries.</summary>
    public string? Packages { get; init; }

    /// <summary>The directory with the native host and host.json.</summary>
    public required string HostDirectory { get; init; }

    /// <summary>The directory with layer.json and layer.tar.gz.</summary>
    public required string LayerDirectory { get; init; }

    /// <summary>The complete function app; null: no functions image.</summary>
    public string? FunctionApp { get; init; }

    /// <summary>The Functions base image; null: no functions image.</summary>
    public ImageReference? Base { get; init; }

    /// <summary>Whether the standalone image is made.</summary>
    public bool Standalone { get; init; } = true;

    /// <summary>NuGet's project.assets.json files of what is inside, for the SBOM.</summary>
    public IReadOnlyList<string> Assets { get; init; } = [];

    /// <summary>The source's version and revision, for labels.</summary>
    public string Version { get; init; } = "0.0.0";

    /// <summary>The revision of the source.</summary>
    public string? Revision { get; init; }

    /// <summary>The time that labels and SBOM tell: the source's, so that the same source gives the same bytes.</summary>
    public DateTimeOffset Created { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Whether the registry has no TLS.</summary>
    public bool Insecure { get; init; }
}
