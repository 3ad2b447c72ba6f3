namespace Odagrun.Runc;

/// <summary>Finds programs the way a shell does; the system's own directories are looked at where PATH has left them out.</summary>
internal static class Programs
{
    /// <summary>PATH for what we start: ours, and where Debian keeps runc and mount.</summary>
    public static string SearchPath { get; } =
        string.Join(':', ((string[])[Environment.GetEnvironmentVariable("PATH") ?? "", "/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/bin",
            "/bin"])
            .Where(part => part.Length > 0));

    /// <summary>The absolute path of a program, or null.</summary>
    public static string? Find(string program) =>
        program.Contains('/', StringComparison.Ordinal)
            ? File.Exists(program) ? Path.GetFullPath(program) : null
            : SearchPath.Split(':').Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);
}
