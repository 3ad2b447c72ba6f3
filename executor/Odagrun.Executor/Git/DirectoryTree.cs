namespace Odagrun.Executor.Git;

/// <summary>Deleting what another job may have left behind: read-only directories, links to anywhere.</summary>
internal static class DirectoryTree
{
    /// <summary>Deletes a directory with all it holds, or a file or link in its place; nothing happens when it is missing.</summary>
    internal static void Delete(string path)
    {
        var directory = new DirectoryInfo(path);
        if (directory.LinkTarget is not null || File.Exists(path))
        {
            File.Delete(path);
            return;
        }

        if (!directory.Exists)
        {
            return;
        }

        try
        {
            directory.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            MakeWritable(directory);
            directory.Delete(recursive: true);
        }
    }

    /// <summary>Deletes what a directory holds; the directory itself may be a mount and stays. Made when it is missing.</summary>
    internal static void Empty(string path)
    {
        Directory.CreateDirectory(path);
        foreach (var entry in Directory.EnumerateFileSystemEntries(path))
        {
            Delete(entry);
        }
    }

    private static void MakeWritable(DirectoryInfo directory)
    {
        const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (!OperatingSystem.IsWindows() && (directory.UnixFileMode & own) != own)
        {
            directory.UnixFileMode |= own;
        }

        foreach (var child in directory.EnumerateDirectories())
        {
            if (child.LinkTarget is null)
            {
                MakeWritable(child);
            }
        }
    }
}
