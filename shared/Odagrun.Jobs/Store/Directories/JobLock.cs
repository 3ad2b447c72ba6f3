namespace Odagrun.Jobs.Store.Directories;

/// <summary>
/// flock(2) on a file of the job's own, through .NET's FileShare.None: it holds between processes and within one, and the kernel
/// gives it back when its process dies, however it dies.
/// </summary>
internal static class JobLock
{
    // EWOULDBLOCK as .NET hands it on: the raw errno.
    private const int WouldBlock = 11;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>The lock, or null when somebody held it for all of <paramref name="patience"/>.</summary>
    public static async Task<FileStream?> TakeAsync(string path, TimeSpan patience, CancellationToken cancellationToken)
    {
        // Real time always: what is waited for are other processes.
        var clock = TimeProvider.System;
        var begin = clock.GetTimestamp();
        while (true)
        {
            if (TryTake(path) is { } held)
            {
                return held;
            }

            if (clock.GetElapsedTime(begin) >= patience)
            {
                return null;
            }

            await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = PrivateFile.FileMode,
                BufferSize = 0,
            });
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            return null;
        }
    }
}
