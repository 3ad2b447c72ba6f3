namespace Odagrun.Executor.Git.Native;

/// <summary>The return codes of libgit2 that are told apart here (<c>git2/errors.h</c>).</summary>
internal static class GitCode
{
    internal const int Ok = 0;
    internal const int Error = -1;
    internal const int NotFound = -3;
    internal const int User = -7;
    internal const int Authentication = -16;
    internal const int Certificate = -17;
    internal const int Timeout = -37;
}
