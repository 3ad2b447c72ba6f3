using System.Runtime.InteropServices;

namespace Odagrun.Executor.Git.Native;

/// <summary><c>git_fetch_options</c>, version 1 of libgit2 1.8: the one place where a depth is asked for.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GitFetchOptions
{
    public int Version;
    public GitRemoteCallbacks Callbacks;
    public int Prune;
    public uint UpdateFetchHead;
    public int DownloadTags;
    public GitProxyOptions Proxy;
    public int Depth;
    public int FollowRedirects;
    public GitStringArray CustomHeaders;
}
