namespace Odagrun.Runc;

/// <summary>Removes trees that jobs and images made: their directories may forbid what removal needs.</summary>
internal static class DirectoryRemoval
{
    private const UnixFileMode OwnerAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Removes the directory with all below it, links not followed; nothing happens where there is none.</summary>
    public static void Remove(string path)
    {
        if (!Directory.Exists(path))
        {
            return;
        }

        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            Open(new DirectoryInfo(path));
            Directory.Delete(path, recursive: true);
        }
    }

    private static void Open(DirectoryInfo directory)
    {
        directory.UnixFileMode |= OwnerAll;
        foreach (var child in directory.EnumerateDirectories().Where(child => child.LinkTarget is null))
        {
            Open(child);
        }
    }
}
