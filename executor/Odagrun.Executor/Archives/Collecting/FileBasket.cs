using Odagrun.Executor.Archives.Files;
using Odagrun.Executor.Archives.Globs;

namespace Odagrun.Executor.Archives.Collecting;

/// <summary>What has been found so far: each path once, nothing that a rule excludes, nothing an archive cannot hold.</summary>
internal sealed class FileBasket(string projectDirectory, IReadOnlyList<Glob> excludes)
{
    private readonly SortedDictionary<string, SelectedFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _excludedBy = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    /// <summary>How many paths were offered and not excluded, double ones counted again.</summary>
    internal int Seen { get; private set; }

    internal int Excluded => _excludedBy.Values.Sum();

    internal IReadOnlyDictionary<string, int> ExcludedBy => _excludedBy;

    internal IReadOnlyList<string> Problems => _problems;

    internal bool HoldsGit { get; private set; }

    internal IReadOnlyList<SelectedFile> Sorted() => [.. _files.Values];

    /// <summary>Adds a path and, when it is a directory, all below it.</summary>
    internal void AddTree(string path, CancellationToken cancellationToken)
    {
        var pending = new Stack<string>([path]);
        while (pending.TryPop(out var current))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Add(current) is not FileKind.Directory)
            {
                continue;
            }

            try
            {
                foreach (var child in new DirectoryInfo(Full(current)).EnumerateFileSystemInfos())
                {
                    pending.Push(current.Length == 0 ? child.Name : $"{current}/{child.Name}");
                }
            }
            catch (Exception e) when (e is UnauthorizedAccessException or IOException)
            {
                _problems.Add($"{current}: {e.Message}");
            }
        }
    }

    /// <summary>Adds one path; says what is there, also when a rule excludes it.</summary>
    internal FileKind? Add(string path)
    {
        var kind = KindOf(path);
        if (kind is null || path.Length == 0)
        {
            return kind;
        }

        if (excludes.FirstOrDefault(glob => glob.IsMatch(path)) is { } rule)
        {
            _excludedBy[rule.Text] = _excludedBy.GetValueOrDefault(rule.Text) + 1;
            return kind;
        }

        Seen++;
        HoldsGit |= path == ".git" || path.StartsWith(".git/", StringComparison.Ordinal);
        _files[path] = new(path, Full(path), kind.Value);
        return kind;
    }

    private string Full(string path) => Path.Combine(projectDirectory, path);

    private FileKind? KindOf(string path)
    {
        try
        {
            var status = FileStatus.Read(Full(path));
            if (status is null && path.Contains('\uFFFD', StringComparison.Ordinal))
            {
                _problems.Add($"{path}: the name is not valid UTF-8; left out");
            }

            return status switch
            {
                { IsFile: true } => FileKind.File,
                { IsDirectory: true } => FileKind.Directory,
                { IsSymbolicLink: true } => FileKind.SymbolicLink,
                // Gone meanwhile, or a socket, a pipe, a device.
                _ => null,
            };
        }
        catch (IOException e)
        {
            _problems.Add(e.Message);
            return null;
        }
    }
}
