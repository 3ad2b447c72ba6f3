namespace Odagrun.Stack;

/// <summary>A directory of one test's or demo's own, removed with all that is in it.</summary>
public sealed class WorkDirectory : IDisposable
{
    private WorkDirectory(string path) => Path = path;

    /// <summary>Its absolute path.</summary>
    public string Path { get; }

    /// <summary>Makes a new one below the system's temporary directory.</summary>
    public static WorkDirectory Create(string purpose = "test") =>
        new(Directory.CreateTempSubdirectory($"odagrun-{purpose}-").FullName);

    /// <summary>A path inside.</summary>
    public string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
