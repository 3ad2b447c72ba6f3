using Odagrun.Oci.Layers;

namespace Odagrun.Oci.Pushing.Archives;

/// <summary>Names in archives that someone else made.</summary>
public static class ArchivePath
{
    /// <summary>The path in the image.</summary>
    /// <exception cref="LayerContentException">The name leads out of the root, is absolute, or is a mark for removed files.</exception>
    public static string Of(string archive, string name)
    {
        if (name.StartsWith('/'))
        {
            throw new LayerContentException(
                $"'{archive}' is refused: the name '{name}' is absolute; make the archive with names below its root (tar -C ROOTFS -c .)");
        }

        string path;
        try
        {
            path = LayerPath.Normalize(name, "a name", LayerLimits.Default.PathBytes);
        }
        catch (LayerFormatException e)
        {
            throw new LayerContentException($"'{archive}' is refused: {e.Message}", e);
        }

        return LayerPath.Name(path).StartsWith(LayerPath.WhiteoutPrefix, StringComparison.Ordinal)
            ? throw new LayerContentException(
                $"'{archive}' is refused: '{name}' begins with {LayerPath.WhiteoutPrefix}, which marks removed files; an archive must be of a root file system, not of a layer")
            : path;
    }
}
