namespace Odagrun.Stack.Processes;

/// <summary>
/// Lets a program see another time of day than this machine: a library that is loaded before libc answers for it. Timers and waits go by
/// the clock that counts since the machine's start, which is left as it is.
/// </summary>
public static class ShiftedTime
{
    private const string Source =
        """
        #define _GNU_SOURCE
        #include <sys/syscall.h>
        #include <sys/time.h>
        #include <time.h>
        #include <unistd.h>

        int clock_gettime(clockid_t clock, struct timespec *now)
        {
            int result = syscall(SYS_clock_gettime, clock, now);
            if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
                now->tv_sec += SHIFT;
            return result;
        }

        int gettimeofday(struct timeval *now, void *zone)
        {
            struct timespec time;
            (void)zone;
            clock_gettime(CLOCK_REALTIME, &time);
            now->tv_sec = time.tv_sec;
            now->tv_usec = time.tv_nsec / 1000;
            return 0;
        }

        time_t time(time_t *now)
        {
            struct timespec time;
            clock_gettime(CLOCK_REALTIME, &time);
            if (now)
                *now = time.tv_sec;
            return time.tv_sec;
        }
        """;

    /// <summary>
    /// Builds the library below <paramref name="directory"/>; gives the environment of a program that is to see its time.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, string>> BuildAsync(
        WorkDirectory directory, TimeSpan shift, CancellationToken cancellationToken)
    {
        var (source, library) = (directory.File("time.c"), directory.File("time.so"));
        await File.WriteAllTextAsync(source, Source, cancellationToken);
        await using var compiler = ChildProcess.Start(
            new ProcessSpec("gcc", "-shared", "-fPIC", $"-DSHIFT=({(long)shift.TotalSeconds})", "-o", library, source));
        return await compiler.WaitAsync(cancellationToken) == 0
            ? new Dictionary<string, string> { ["LD_PRELOAD"] = library }
            : throw new InvalidOperationException($"gcc failed:\n{compiler.Output}");
    }
}
