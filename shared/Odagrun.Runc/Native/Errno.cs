namespace Odagrun.Runc.Native;

/// <summary>Numbers of errors that are told apart; the same on all architectures that .NET runs on.</summary>
internal static class Errno
{
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int WouldBlock = 11;
    public const int Exists = 17;
    public const int NotDirectory = 20;
    public const int IsDirectory = 21;
    public const int NoSpace = 28;
    public const int TooManyLinks = 40;
    public const int Quota = 122;

    /// <summary>The disk, or the user's part of it, is full. .NET's own file errors carry the number as HResult, as ours do.</summary>
    public static bool IsDiskFull(IOException error) => error.HResult is NoSpace or Quota;
}
