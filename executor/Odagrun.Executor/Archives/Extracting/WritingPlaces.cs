using Odagrun.Executor.Archives.Files;

namespace Odagrun.Executor.Archives.Extracting;

/// <summary>
/// Makes room for entries below a directory, over what is there; modes and times of directories are set when all is written.
/// </summary>
internal sealed class WritingPlaces(string root)
{
    private const UnixFileMode Permissions = (UnixFileMode)0x1FF;
    private const UnixFileMode OwnerAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly SafePaths _paths = new(root);
    private readonly List<(string Path, UnixFileMode Mode, DateTimeOffset Modified)> _directories = [];

    /// <summary>The path of an entry, its parents made.</summary>
    /// <exception cref="InvalidDataException">The name leads out of the directory.</exception>
    internal string Resolve(string name) => _paths.Resolve(name);

    /// <summary>Makes a directory that can be filled.</summary>
    internal void MakeDirectory(string path, UnixFileMode mode, DateTimeOffset modified)
    {
        if (FileStatus.Read(path) is { IsDirectory: false } && !_paths.IsDirectoryInside(path))
        {
            File.Delete(path);
            _paths.Forget();
        }

        Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | OwnerAll);
        _directories.Add((path, mode, modified));
    }

    /// <summary>Makes a symbolic link.</summary>
    internal void MakeLink(string path, string target)
    {
        Clear(path);
        File.CreateSymbolicLink(path, target);
        _paths.Forget();
    }

    /// <summary>Removes what lies where a file is to come; of directories, empty ones alone give way.</summary>
    internal static void Clear(string path)
    {
        switch (FileStatus.Read(path))
        {
            case null:
                break;
            case { IsDirectory: true }:
                Directory.Delete(path);
                break;
            default:
                File.Delete(path);
                break;
        }
    }

    /// <summary>
    /// Gives a written file or directory its permissions, where some were said, and its time: nothing that a job made becomes set-uid.
    /// </summary>
    internal static void Describe(string path, UnixFileMode mode, DateTimeOffset modified)
    {
        if ((mode & Permissions) != 0)
        {
            File.SetUnixFileMode(path, mode & Permissions);
        }

        File.SetLastWriteTimeUtc(path, modified.UtcDateTime);
    }

    /// <summary>A read-only directory could not be filled, and filling changes the time: these come last.</summary>
    internal void FinishDirectories()
    {
        for (var at = _directories.Count - 1; at >= 0; at--)
        {
            var (path, mode, modified) = _directories[at];
            if (FileStatus.Read(path) is { IsDirectory: true })
            {
                Describe(path, mode, modified);
            }
        }
    }
}
