using System.Text.RegularExpressions;

namespace Odagrun.Executor.Layer;

/// <summary>
/// Finds the libraries for a program of another architecture below a directory with that architecture's Debian packages: nothing of
/// them can be run here, so what they need is read from their own headers.
/// </summary>
internal static partial class ForeignLibraries
{
    /// <summary>One for each name that programs ask for; <paramref name="roots"/> are files, or names of libraries.</summary>
    internal static async Task<IReadOnlyList<SharedLibrary>> FindAsync(
        string packages, IEnumerable<string> roots, CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<string, SharedLibrary>(StringComparer.Ordinal);
        var waiting = new Queue<string>(roots);
        while (waiting.TryDequeue(out var next))
        {
            var isFile = next.Contains('/', StringComparison.Ordinal);
            if (found.ContainsKey(next))
            {
                continue;
            }

            var file = isFile ? new FileInfo(next) : Below(packages, next);
            if (!isFile)
            {
                found[next] = new SharedLibrary(next, file);
            }

            foreach (var needed in await NeededByAsync(file, cancellationToken))
            {
                waiting.Enqueue(needed);
            }
        }

        return [.. found.Values];
    }

    // Links in packages are absolute as seen from a root: only their names count.
    private static FileInfo Below(string packages, string name)
    {
        foreach (var directory in (string[])["lib/aarch64-linux-gnu", "usr/lib/aarch64-linux-gnu"])
        {
            var file = new FileInfo(Path.Combine(packages, directory, name));
            if (file.LinkTarget is { } target)
            {
                file = new FileInfo(Path.Combine(packages, directory, Path.GetFileName(target)));
            }

            if (file.Exists)
            {
                return file;
            }
        }

        throw new IOException($"{name} is not below {packages}: 'tests/tools/install.sh arm64' unpacks Debian's packages there");
    }

    private static async Task<IEnumerable<string>> NeededByAsync(FileInfo file, CancellationToken cancellationToken)
    {
        var listing = await SharedLibraries.RunAsync("readelf", ["--dynamic", "--wide", file.FullName], cancellationToken);
        return Needed().Matches(listing).Select(match => match.Groups[1].Value);
    }

    [GeneratedRegex(@"\(NEEDED\).*\[([^\]]+)\]")]
    private static partial Regex Needed();
}
