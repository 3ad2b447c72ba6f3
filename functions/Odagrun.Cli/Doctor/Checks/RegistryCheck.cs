using System.Net;
using System.Security.Cryptography;
using System.Text;
using Odagrun.Jobs.Settings;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Cli.Doctor.Checks;

/// <summary>Pushes a tiny image, mounts its blob in another repository and deletes it: what preparing and sweeping do.</summary>
internal sealed class RegistryCheck(RegistryOptions options, IRegistryClient client) : ICheck
{
    private readonly RegistryCredentials _credentials = new(options.Logins);

    public string Name => "registry";

    public string Subject => options.ToString();

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var image = ImageReference.Parse($"{options.Host}/{options.Repository}/doctor:check");
        Descriptor blob;
        Digest manifest;
        try
        {
            blob = await client.PutBlobAsync(
                image, MediaTypes.OciConfig,
                Encoding.UTF8.GetBytes(
                    $$"""{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]},"author":"{{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}}"}"""), _credentials, cancellationToken);
            manifest = await client.PutManifestAsync(image, MediaTypes.OciManifest, Manifest(blob), _credentials, cancellationToken);
        }
        catch (RegistryException e)
        {
            return [Refused("registry.push", e, "push")];
        }

        return [
            Finding.Ok("registry.push", Subject, "an image could be pushed"),
            await MountAsync(blob, image, cancellationToken),
            await DeleteAsync(image, manifest, cancellationToken),
        ];
    }

    private static byte[] Manifest(Descriptor config) => Encoding.UTF8.GetBytes(
        $$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.OciManifest}}","config":{"mediaType":"{{config.MediaType}}","digest":"{{config.Digest}}","size":{{config.Size}}},"layers":[]}""");

    private async Task<Finding> MountAsync(Descriptor blob, ImageReference from, CancellationToken cancellationToken)
    {
        try
        {
            var other = ImageReference.Parse($"{options.Host}/{options.Repository}/doctor-mount:check");
            return await client.MountBlobAsync(other, blob.Digest, from.Repository, _credentials, cancellationToken)
                ? Finding.Ok("registry.mount", Subject, "blobs can be mounted between repositories")
                : Finding.Warning(
                    "registry.mount", Subject, "the registry does not mount blobs between repositories",
                    "it works, but layers are sent instead: prefer a registry with cross-repository mount, and a login that may pull all our repositories");
        }
        catch (RegistryException e)
        {
            return Refused("registry.mount", e, "mount");
        }
    }

    private async Task<Finding> DeleteAsync(ImageReference image, Digest manifest, CancellationToken cancellationToken)
    {
        try
        {
            await client.DeleteManifestAsync(
                ImageReference.Parse($"{image.Registry}/{image.Repository}@{manifest}"), _credentials, cancellationToken);
            return Finding.Ok("registry.delete", Subject, "images can be deleted");
        }
        catch (RegistryException e)
        {
            return Finding.Warning(
                "registry.delete", Subject, $"images can't be deleted: {e.Message}",
                "jobs run, but old images stay: switch deletion on (docker-registry: storage.delete.enabled), give the login that right, or let the registry clean up by its own rules");
        }
    }

    private Finding Refused(string check, RegistryException e, string verb) => Finding.Problem(check, Subject, e.Message, e switch
    {
        { Status: HttpStatusCode.Unauthorized } when options.Username is null =>
            "the registry wants a login: set Odagrun:Registry:Username and Password",
        { Status: HttpStatusCode.Unauthorized } =>
            "the login is refused: set Odagrun:Registry:Username and Password (or PasswordFile) anew",
        { Status: HttpStatusCode.Forbidden } => $"the login may not {verb} below {options}: give it write access there",
        { Status: HttpStatusCode.MethodNotAllowed } =>
            "the registry is read-only: end its maintenance mode, or name another in Odagrun:Registry:Host",
        { Status: null } => "check Odagrun:Registry:Host, that the registry is up, and Odagrun:Registry:Insecure where it has no TLS",
        _ => "the registry's own log says more",
    });
}
