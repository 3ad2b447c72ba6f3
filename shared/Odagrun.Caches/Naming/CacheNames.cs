using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Odagrun.Handover;
using Odagrun.Oci.References;

namespace Odagrun.Caches.Naming;

/// <summary>
/// The tags things are stored under, and the keys that seal them. A tag is a hash over the installation's key, the scope with its
/// owner, and the name: what belongs to another owner has another tag, whatever a user writes as a name.
/// </summary>
public sealed class CacheNames
{
    private const int TagDigits = 40;

    private readonly JobKey _master;
    private readonly string _installation;

    /// <summary>Names under a key.</summary>
    public CacheNames(JobKey master)
    {
        _master = master;
        _installation = master.Derive("odagrun caches: name of the installation").ToBase64();
    }

    /// <summary>Names under any secret text: a runner's token, the content of a key file.</summary>
    public static CacheNames FromSecret(string secret) =>
        new(JobKey.Parse(Convert.ToBase64String(HMACSHA256.HashData("odagrun caches"u8, Encoding.UTF8.GetBytes(secret)))));

    /// <summary>The tag; <paramref name="name"/> is a cache's key, or name and key of a work space.</summary>
    public string Tag(EnvelopeCacheKind kind, CacheOwner owner, CacheScope scope, params ReadOnlySpan<string> name)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(_installation);
            writer.WriteStringValue(Prefix(kind));
            foreach (var part in owner.Parts(scope))
            {
                writer.WriteStringValue(part);
            }

            writer.WriteStartArray();
            foreach (var part in name)
            {
                writer.WriteStringValue(part);
            }

            writer.WriteEndArray();
            writer.WriteEndArray();
        }

        return $"{Prefix(kind)}-{Digest.Of(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)).Hex[..TagDigits]}";
    }

    /// <summary>The key that seals what is stored under the tag, and nothing else.</summary>
    public JobKey SealKey(string tag) => _master.Derive("odagrun caches: seal of " + tag);

    private static string Prefix(EnvelopeCacheKind kind) => kind switch
    {
        EnvelopeCacheKind.Cache => "cache",
        EnvelopeCacheKind.WorkSpace => "space",
        EnvelopeCacheKind.Git => "git",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
