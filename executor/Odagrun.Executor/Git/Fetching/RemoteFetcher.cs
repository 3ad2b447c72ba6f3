using System.Runtime.InteropServices;
using Odagrun.Executor.Git.Native;

namespace Odagrun.Executor.Git.Fetching;

/// <summary>
/// <c>git fetch origin</c> through libgit2 itself: LibGit2Sharp's fetch ignores the depth.
/// </summary>
internal sealed class RemoteFetcher(TimeProvider time)
{
    private const uint OptionsVersion = 1;
    private const int PruneYes = 1;
    private const int TagsAuto = 1;
    private const int TagsNone = 2;
    private const int ProxyAuto = 1;
    private const int ProxySpecified = 2;
    private const int RedirectSameHostOnly = 1;

    /// <summary>Fetches; throws <see cref="GitNativeException"/>, with the code for authentication wherever a login was refused.</summary>
    internal void Fetch(NativeRepository repository, FetchRequest request, Action<string> writeLine, CancellationToken cancellationToken)
    {
        GitNativeException.ThrowIfFailed(LibGit2.git_remote_lookup(out var remote, repository.Handle, "origin"));
        try
        {
            Fetch(remote, request, writeLine, cancellationToken);
            if (request.FollowTags && TagFollower.FindMissing(remote, repository.Path) is { Count: > 0 } tags)
            {
                var second = request with { Refspecs = tags, Depth = 0, Prune = false, FollowTags = false };
                Fetch(remote, second, writeLine, cancellationToken);
            }
        }
        finally
        {
            LibGit2.git_remote_free(remote);
        }
    }

    private unsafe void Fetch(nint remote, FetchRequest request, Action<string> writeLine, CancellationToken cancellationToken)
    {
        using var session = new FetchSession(request.Access, new(writeLine, time), cancellationToken);
        using var refspecs = new NativeStrings(request.Refspecs);
        var proxy = Marshal.StringToCoTaskMemUTF8(request.Access.Proxy);
        try
        {
            var options = Options(request, (byte*)proxy);
            session.Attach(ref options.Callbacks);
            var list = refspecs.Array;
            var code = LibGit2.git_remote_fetch(remote, &list, &options, null);
            cancellationToken.ThrowIfCancellationRequested();
            GitNativeException.ThrowIfFailed(session.LoginRefused && code < 0 ? GitCode.Authentication : code);
        }
        finally
        {
            Marshal.FreeCoTaskMem(proxy);
        }
    }

    private static unsafe GitFetchOptions Options(FetchRequest request, byte* proxy)
    {
        GitNativeException.ThrowIfFailed(LibGit2.git_fetch_options_init(out var options, OptionsVersion));
        options.Depth = request.Depth;
        options.Prune = request.Prune ? PruneYes : 0;
        options.DownloadTags = request.FollowTags ? TagsAuto : TagsNone;
        options.Proxy.Kind = proxy is null ? ProxyAuto : ProxySpecified;
        options.Proxy.Url = proxy;
        // libgit2 would send the login it holds along to the host it is redirected to.
        options.FollowRedirects = RedirectSameHostOnly;
        return options;
    }
}
