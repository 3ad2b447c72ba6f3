namespace Odagrun.Caches.Stored;

/// <summary>Annotations of the manifests under which caches are stored.</summary>
public static class StoredAnnotations
{
    /// <summary><see cref="Odagrun.Handover.CacheContent"/> as JSON.</summary>
    public const string Content = "com.odagrun.cache.content";

    /// <summary>What shows that this installation wrote it: sealed with the tag's key, base64.</summary>
    public const string Seal = "com.odagrun.cache.seal";

    /// <summary>What it is called, for people.</summary>
    public const string Name = "com.odagrun.cache.name";

    /// <summary>Who shares it.</summary>
    public const string Scope = "com.odagrun.cache.scope";

    /// <summary>Of a mark: when what it stands for was last used.</summary>
    public const string Used = "com.odagrun.used";

    /// <summary>The project that stored it.</summary>
    public const string Project = "com.odagrun.build.project-path";

    /// <summary>When it was stored (OCI image-spec, annotations.md).</summary>
    public const string Created = "org.opencontainers.image.created";
}
