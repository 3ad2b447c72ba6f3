using System.Text;

namespace Odagrun.Executor.Variables;

/// <summary>Files that only the job's user may read (0600), whatever the umask is.</summary>
internal static class PrivateFile
{
    internal static async Task WriteAsync(string path, string content, CancellationToken cancellationToken)
    {
        File.Delete(path);
        await using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        await file.WriteAsync(Encoding.UTF8.GetBytes(content), cancellationToken);
    }
}
