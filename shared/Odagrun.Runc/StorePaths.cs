using Microsoft.Extensions.Options;
using Odagrun.Jobs.Tickets;
using Odagrun.Oci.References;

namespace Odagrun.Runc;

/// <summary>Where things are below the configured directory, which only its owner may enter.</summary>
internal sealed class StorePaths
{
    public const string LayerContent = "fs";
    public const string LayerSize = "size";
    public const string PartialPrefix = ".partial-";

    private const string GonePrefix = ".gone-";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public StorePaths(IOptions<RuncOptions> options)
    {
        Root = Path.GetFullPath(options.Value.Directory);
        foreach (var directory in new[] { Root, Pods, Signals, Layers, LayerLocks, Images, RuncState })
        {
            Directory.CreateDirectory(directory, OwnerOnly);
        }
    }

    public string Root { get; }

    /// <summary>A directory for each pod.</summary>
    public string Pods => Path.Combine(Root, "pods");

    /// <summary>What can be watched: files that tell that a container runs, and how it ended.</summary>
    public string Signals => Path.Combine(Root, "signals");

    /// <summary>Unpacked layers.</summary>
    public string Layers => Path.Combine(Root, "layers");

    /// <summary>Manifests and configs by digest.</summary>
    public string Images => Path.Combine(Root, "images");

    /// <summary>runc's own state.</summary>
    public string RuncState => Path.Combine(Root, "runc");

    /// <summary>Held shared while a pod picks its layers, exclusive while layers are removed.</summary>
    public string SweepLock => Path.Combine(LayerLocks, "sweep");

    /// <summary>A lock for each layer.</summary>
    public string LayerLocks => Path.Combine(Root, "locks");

    /// <summary>Whether a directory's name says that it is being made or removed.</summary>
    public static bool IsTemporary(string path) => Path.GetFileName(path).StartsWith('.');

    /// <summary>
    /// A new name for what is to be removed, in the same place: out of the way in one step, so that nobody finds half of it.
    /// </summary>
    public static string Gone(string place) => Path.Combine(place, GonePrefix + Guid.NewGuid().ToString("N"));

    /// <summary>What <see cref="Gone"/> named.</summary>
    public static IEnumerable<string> AllGone(string place) => Directory.EnumerateDirectories(place, GonePrefix + "*");

    public PodPaths Pod(JobName job) => new(job, Path.Combine(Pods, job.ToString()), Signals, RuncState);

    public string Layer(Digest diffId) => Path.Combine(Layers, diffId.Hex);

    public string PartialLayer(Digest diffId) => Path.Combine(Layers, PartialPrefix + diffId.Hex);

    public string LayerLock(Digest diffId) => Path.Combine(LayerLocks, diffId.Hex);

    public string Image(Digest digest) => Path.Combine(Images, digest.Hex);
}
