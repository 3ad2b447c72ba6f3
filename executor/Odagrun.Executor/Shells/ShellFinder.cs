namespace Odagrun.Executor.Shells;

/// <summary>Finds the image's shell: bash, else sh, in the usual places and along PATH.</summary>
internal sealed class ShellFinder(string root = "/")
{
    private static readonly string[] Usual = ["/usr/local/bin", "/usr/bin", "/bin"];

    /// <summary>Null where the image has none.</summary>
    internal string? Find(string? searchPath)
    {
        var directories = Usual.Concat((searchPath ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathRooted))
            .Distinct().ToList();
        return FindIn(directories, "bash") ?? FindIn(directories, "sh") ?? FindIn(["/busybox", "/usr/sbin", "/sbin"], "sh");
    }

    private string? FindIn(IEnumerable<string> directories, string name) =>
        directories.Select(directory => $"{directory.TrimEnd('/')}/{name}").FirstOrDefault(path => IsProgram(Path.Join(root, path)));

    private static bool IsProgram(string path)
    {
        var file = new FileInfo(path);
        // A link may lead through other links that are absolute inside the image; the kernel decides at the start.
        return file.Exists && (OperatingSystem.IsWindows() || (file.UnixFileMode & (UnixFileMode)0x49) != 0);
    }
}
