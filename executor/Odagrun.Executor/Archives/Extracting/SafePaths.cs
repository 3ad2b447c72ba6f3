using Odagrun.Executor.Archives.Files;

namespace Odagrun.Executor.Archives.Extracting;

/// <summary>Turns the names of an archive into paths that provably lie in the target.</summary>
internal sealed class SafePaths
{
    private readonly string _root;
    private readonly HashSet<string> _checked = new(StringComparer.Ordinal);

    internal SafePaths(string root)
    {
        Directory.CreateDirectory(root);
        _root = RealPath.Of(root) ?? throw new DirectoryNotFoundException(root);
    }

    /// <summary>
    /// The path for an entry's name; its parent directories are made. Throws <see cref="InvalidDataException"/> with the reason for a
    /// refusal.
    /// </summary>
    internal string Resolve(string name)
    {
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToList();
        if (name.StartsWith('/') || parts.Count == 0 || parts.Contains("..") || name.Contains('\0', StringComparison.Ordinal))
        {
            throw new InvalidDataException("its name would lead out of the project directory");
        }

        var directory = _root;
        foreach (var part in parts.SkipLast(1))
        {
            directory = Path.Combine(directory, part);
            if (!_checked.Contains(directory))
            {
                EnterDirectory(directory);
                _checked.Add(directory);
            }
        }

        return Path.Combine(directory, parts[^1]);
    }

    /// <summary>After a link was made, directories have to be looked at again.</summary>
    internal void Forget() => _checked.Clear();

    /// <summary>Whether a path is, with all its links followed, a directory of the target.</summary>
    internal bool IsDirectoryInside(string path) => RealPath.Of(path) is { } real && IsInside(real) && Directory.Exists(real);

    private void EnterDirectory(string directory)
    {
        switch (FileStatus.Read(directory))
        {
            case null:
                Directory.CreateDirectory(directory);
                break;
            case { IsDirectory: true }:
                break;
            case { IsSymbolicLink: true }:
                if (!IsDirectoryInside(directory))
                {
                    throw new InvalidDataException(
                        $"'{Path.GetRelativePath(_root, directory)}' is a symbolic link that leads out of the project directory");
                }

                break;
            default:
                throw new InvalidDataException($"'{Path.GetRelativePath(_root, directory)}' exists and is not a directory");
        }
    }

    private bool IsInside(string real) => real == _root || real.StartsWith(_root + "/", StringComparison.Ordinal) || _root == "/";
}
