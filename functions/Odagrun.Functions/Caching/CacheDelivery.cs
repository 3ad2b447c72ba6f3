namespace Odagrun.Functions.Caching;

/// <summary>How caches come into a pod.</summary>
internal enum CacheDelivery
{
    /// <summary>As layers of the job's image: there when the pod starts, and kept by the node.</summary>
    Layer,

    /// <summary>The executor fetches them.</summary>
    Download,
}
