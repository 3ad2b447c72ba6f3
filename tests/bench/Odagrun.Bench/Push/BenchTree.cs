namespace Odagrun.Bench.Push;

/// <summary>A root file system of real files: this machine's own, as far as they go.</summary>
internal static class BenchTree
{
    private const long MostBytes = 1_000_000_000;
    private const int MostFiles = 17_000;

    /// <summary>Copies files of /usr until there are enough; says how many they are.</summary>
    public static (int Files, long Bytes) Copy(string target, CancellationToken cancellationToken)
    {
        var (files, bytes) = (0, 0L);
        var walk = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
            IgnoreInaccessible = true,
        };
        foreach (var source in new[] { "/usr/bin", "/usr/include", "/usr/lib", "/usr/share" }.Where(Directory.Exists)
            .SelectMany(root => new DirectoryInfo(root).EnumerateFiles("*", walk)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (files == MostFiles || bytes > MostBytes)
            {
                break;
            }

            // Of many small files each counts, of a few huge ones none.
            if (source.Length > MostBytes / 60)
            {
                continue;
            }

            var path = target + source.FullName;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            source.CopyTo(path);
            files++;
            bytes += source.Length;
        }

        return (files, bytes);
    }
}
