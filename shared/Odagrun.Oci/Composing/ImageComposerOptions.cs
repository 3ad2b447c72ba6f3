namespace Odagrun.Oci.Composing;

/// <summary>How images are composed.</summary>
public sealed class ImageComposerOptions
{
    /// <summary>Blobs that are mounted, copied or sent at a time. 1 to 64.</summary>
    public int ParallelBlobs { get; set; } = 6;

    /// <summary>
    /// How long a blob or composed image that was seen in the target registry is taken to be there still. Must be far below the
    /// age at which unused images are swept.
    /// </summary>
    public TimeSpan SeenFor { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Where copies of base images of other registries are kept: this, then the original host and path.</summary>
    public string BaseRepository { get; set; } = "odagrun/base";

    /// <summary>What is wrong with the values, each with its key; empty when all is right.</summary>
    internal IEnumerable<string> Problems()
    {
        if (ParallelBlobs is < 1 or > 64)
        {
            yield return $"{nameof(ParallelBlobs)} is {ParallelBlobs}: set 1 to 64";
        }

        if (SeenFor < TimeSpan.Zero || SeenFor > TimeSpan.FromHours(1))
        {
            yield return $"{nameof(SeenFor)} is {SeenFor}: set 0 to one hour";
        }

        if (!References.ImageReference.TryParse($"localhost/{BaseRepository}/x", out _))
        {
            yield return $"{nameof(BaseRepository)} is '{BaseRepository}': set a repository path, for example odagrun/base";
        }
    }
}
