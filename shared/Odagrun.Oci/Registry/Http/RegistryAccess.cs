namespace Odagrun.Oci.Registry.Http;

/// <summary>
/// What a request needs to know besides HTTP: whose it is, what it may be asked for, and whether it may simply be sent again.
/// </summary>
/// <param name="Registry">The registry as references name it.</param>
/// <param name="Scopes">Token scopes, <c>repository:NAME:pull,push</c> (distribution, token scope documentation).</param>
/// <param name="Login">Null: anonymous.</param>
/// <param name="IsReplayable">False for parts of an upload, whose position only the uploader knows.</param>
internal sealed record RegistryAccess(string Registry, IReadOnlyList<string> Scopes, RegistryLogin? Login, bool IsReplayable)
{
    private static readonly HttpRequestOptionsKey<RegistryAccess> Key = new("odagrun.registry-access");

    /// <summary>The repository of the first scope.</summary>
    public string Repository => Scopes[0].Split(':')[1];

    public static RegistryAccess Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var access)
            ? access
            : throw new InvalidOperationException("a registry request must say whose it is");

    public void AttachTo(HttpRequestMessage request) => request.Options.Set(Key, this);
}
