using System.Text;

namespace Odagrun.Executor.Services;

/// <summary>
/// A service's log file: takes as many bytes as it may, then a notice, then nothing more. A disk that is full ends it too; the service goes
/// on.
/// </summary>
internal sealed class BoundedLog : IDisposable
{
    private readonly FileStream? _file;
    private long _left;
    private bool _ended;

    private BoundedLog(FileStream? file, long limit)
    {
        _file = file;
        _left = limit;
        _ended = file is null;
    }

    internal static BoundedLog Open(string? path, long limit)
    {
        try
        {
            return new BoundedLog(path is null ? null : Create(path), limit);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"odagrun: the service's output is not kept for the job: {e.Message}");
            return new BoundedLog(null, 0);
        }
    }

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        if (_ended)
        {
            return;
        }

        try
        {
            var part = bytes[..(int)Math.Min(bytes.Length, _left)];
            _file!.Write(part);
            _left -= part.Length;
            if (part.Length < bytes.Length)
            {
                _ended = true;
                _file.Write(
                    Encoding.UTF8.GetBytes("\n[odagrun: the log of this service has reached its limit; what follows is not kept]\n"));
            }

            _file.Flush();
        }
        catch (IOException e)
        {
            _ended = true;
            Console.Error.WriteLine($"odagrun: the service's output is no longer kept for the job: {e.Message}");
        }
    }

    public void Dispose() => _file?.Dispose();

    // The job's container may run as another user.
    private static FileStream Create(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.Create,
        Access = FileAccess.Write,
        Share = FileShare.Read,
        BufferSize = 0,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
    });
}
