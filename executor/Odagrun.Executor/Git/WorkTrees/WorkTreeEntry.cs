namespace Odagrun.Executor.Git.WorkTrees;

/// <summary>One name in a working tree; <see cref="Path"/> is relative to it, with slashes.</summary>
internal readonly record struct WorkTreeEntry(string Path, bool IsDirectory)
{
    /// <summary>
    /// The entries of one directory (<c>""</c> = the top), without the top's <c>.git</c>; links to directories are no directories.
    /// </summary>
    internal static IEnumerable<WorkTreeEntry> In(string workTree, string directory)
    {
        foreach (var info in new DirectoryInfo(System.IO.Path.Combine(workTree, directory)).EnumerateFileSystemInfos())
        {
            if (directory.Length == 0 && info.Name == ".git")
            {
                continue;
            }

            var isDirectory = info.Attributes.HasFlag(FileAttributes.Directory) && info.LinkTarget is null;
            yield return new(directory.Length == 0 ? info.Name : $"{directory}/{info.Name}", isDirectory);
        }
    }
}
