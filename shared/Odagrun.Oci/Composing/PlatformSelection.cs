using Odagrun.Oci.Images;
using Odagrun.Oci.References;

namespace Odagrun.Oci.Composing;

/// <summary>Chooses the manifest for a platform out of an index (image-spec, image-index.md).</summary>
internal static class PlatformSelection
{
    /// <summary>The best entry, or null where none fits.</summary>
    public static Descriptor? Choose(IReadOnlyList<Descriptor> manifests, Platform wanted)
    {
        var images = manifests.Where(IsImage).ToList();
        return images.Where(entry => entry.Platform?.Os == wanted.Os && entry.Platform.Architecture == wanted.Architecture)
                .Select(entry => (Entry: entry, Rank: Rank(entry.Platform!.Variant, wanted)))
                .Where(candidate => candidate.Rank >= 0)
                .OrderByDescending(candidate => candidate.Rank)
                .Select(candidate => candidate.Entry)
                .FirstOrDefault()

            // An index of one image that does not say its platform: the image's config will.
            ?? (images is [{ Platform: null } only] ? only : null);
    }

    /// <summary>The platforms there are, for a message.</summary>
    public static string Describe(IReadOnlyList<Descriptor> manifests)
    {
        var names = manifests.Where(IsImage).Select(entry => entry.Platform is { Os: { } os, Architecture: { } architecture } platform
            ? new Platform(os, architecture, platform.Variant).ToString()
            : "(unnamed)").Distinct(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? "none" : string.Join(", ", names);
    }

    // Build attestations stand in indexes as manifests for unknown/unknown.
    private static bool IsImage(Descriptor entry) =>
        entry.Platform is not { Os: "unknown" } && entry.Annotations?.ContainsKey("vnd.docker.reference.type") != true;

    // The higher the better; negative: does not run. Of arm, lower versions run on higher ones.
    private static int Rank(string? offered, Platform wanted)
    {
        var standard = Standard(wanted.Architecture);
        var (have, want) = (offered ?? standard, wanted.Variant ?? standard);
        return have == want ? 100
            : wanted.Architecture is "arm" or "amd64" && Version(have) < Version(want) ? Version(have)
            : wanted.Variant is null && offered is not null && wanted.Architecture is not ("arm" or "amd64") ? 0
            : -1;
    }

    private static string Standard(string architecture) => architecture switch
    {
        "arm64" => "v8",
        "arm" => "v7",
        "amd64" => "v1",
        _ => "",
    };

    private static int Version(string variant) => variant is ['v', var digit] && char.IsAsciiDigit(digit) ? digit - '0' : 99;
}
