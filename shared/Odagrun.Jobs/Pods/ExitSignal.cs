namespace Odagrun.Jobs.Pods;

/// <summary>What a container's exit code says of a signal: runtimes give 128 and its number, as shells do.</summary>
public static class ExitSignal
{
    private const int Base = 128;
    private const int Last = 64;

    /// <summary>The signal that ended the container, or null where it ended by itself.</summary>
    public static int? Of(int exitCode) => exitCode is > Base and <= Base + Last ? exitCode - Base : null;

    /// <summary>Its name on Linux, on x86-64 and arm64 alike.</summary>
    public static string Name(int signal) => signal switch
    {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        6 => "SIGABRT",
        7 => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        15 => "SIGTERM",
        31 => "SIGSYS",
        _ => "a signal",
    };
}
