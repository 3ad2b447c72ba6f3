using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Copying;

/// <summary>
/// Copies what refers to an image: by the referrers API (distribution-spec, "Listing Referrers"), by the tag that stands for it in
/// registries without that API, and by the tags of cosign.
/// </summary>
internal sealed class ReferrerCopy(IRegistryClient registry, CopyRun run, CopyRequest request)
{
    private static readonly string[] CosignSuffixes = [".sig", ".att", ".sbom"];

    /// <summary>Copies them for all manifests copied so far; gives their number.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var before = run.Digests.Count;
        foreach (var subject in run.Digests.ToList())
        {
            await CopyListedAsync(subject, cancellationToken).ConfigureAwait(false);
            foreach (var suffix in CosignSuffixes)
            {
                await CopyTagAsync(TagOf(subject) + suffix, cancellationToken).ConfigureAwait(false);
            }
        }

        return run.Digests.Count - before;
    }

    private static string TagOf(Digest subject) => "sha256-" + subject.Hex;

    private async Task CopyListedAsync(Digest subject, CancellationToken cancellationToken)
    {
        var list = await registry.GetReferrersAsync(request.Source.WithDigest(subject), request.Credentials, cancellationToken)
            .ConfigureAwait(false);
        if (list is null)
        {
            await CopyTagAsync(TagOf(subject), cancellationToken).ConfigureAwait(false);
            return;
        }

        var referrers = CopyRun.Parse(request.Source, list, OciJson.Default.ImageIndex).Manifests;
        foreach (var referrer in referrers)
        {
            await run.CopyManifestAsync(referrer.Digest, cancellationToken).ConfigureAwait(false);
        }

        // Where the target can't tell by itself, its tag must.
        if (referrers.Count > 0
            && await registry.GetReferrersAsync(request.Target.WithDigest(subject), request.Credentials, cancellationToken)
                .ConfigureAwait(false) is null)
        {
            await registry.PutManifestAsync(request.Target.WithTag(TagOf(subject)), MediaTypes.OciIndex, list.Content, request.Credentials,
                cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CopyTagAsync(string tag, CancellationToken cancellationToken)
    {
        if (await registry.GetManifestAsync(request.Source.WithTag(tag), request.Credentials, cancellationToken)
            .ConfigureAwait(false) is { } manifest)
        {
            await run.CopyContentAsync(manifest, cancellationToken).ConfigureAwait(false);
            await registry.PutManifestAsync(request.Target.WithTag(tag), manifest.MediaType, manifest.Content, request.Credentials,
                cancellationToken).ConfigureAwait(false);
        }
    }
}
