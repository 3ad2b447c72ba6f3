using System.Runtime.InteropServices;

namespace Odagrun.Executor.Git.Native;

/// <summary><c>git_describe_options</c>, version 1.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GitDescribeOptions
{
    public uint Version;
    public uint MaxCandidates;
    public uint Strategy;
    public byte* Pattern;
    public int OnlyFollowFirstParent;
    public int ShowCommitAsFallback;
}
