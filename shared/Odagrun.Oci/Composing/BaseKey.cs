using System.Security.Cryptography;
using System.Text;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Composing;

/// <summary>
/// Under what a base image is remembered. The login belongs to it: what one job's credentials opened must not serve a job without
/// them. Of the password only a hash is kept.
/// </summary>
internal sealed record BaseKey(string Registry, string Repository, Digest Digest, string Platform, string Login)
{
    public static BaseKey Of(ImageReference image, Digest digest, Platform platform, RegistryCredentials credentials) =>
        new(image.Registry, image.Repository, digest, platform.ToString(), Hash(credentials.Find(image.Registry)));

    private static string Hash(RegistryLogin? login) =>
        login is null ? "" : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{login.Username}\n{login.Password}")));
}
