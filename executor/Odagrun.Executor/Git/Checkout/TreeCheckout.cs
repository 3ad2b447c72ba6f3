using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Odagrun.Executor.Git.Native;

namespace Odagrun.Executor.Git.Checkout;

/// <summary><c>git checkout --force --detach</c>, through libgit2 itself: LibGit2Sharp can't leave its filters out.</summary>
internal static unsafe class TreeCheckout
{
    private const uint OptionsVersion = 1;
    private const uint Force = 1 << 1;
    private const uint NotifyUpdated = 1 << 2;

    /// <summary>Brings the working tree to the commit and detaches HEAD at it.</summary>
    internal static void Run(GitFolder folder, string sha, CancellationToken cancellationToken)
    {
        using var repository = NativeRepository.Open(folder.GitDirectory);
        GitNativeException.ThrowIfFailed(LibGit2.git_checkout_options_init(out var options, OptionsVersion));
        options.Strategy = Force;
        options.DisableFilters = AttributeFiles.Exist(repository, sha) ? 0 : 1;
        options.NotifyFlags = NotifyUpdated;
        options.Notify = &OnNotify;

        GitNativeException.ThrowIfFailed(LibGit2.git_revparse_single(out var commit, repository.Handle, sha));
        var token = GCHandle.Alloc(cancellationToken);
        try
        {
            options.NotifyPayload = GCHandle.ToIntPtr(token);
            var code = LibGit2.git_checkout_tree(repository.Handle, commit, &options);
            cancellationToken.ThrowIfCancellationRequested();
            GitNativeException.ThrowIfFailed(code);
            GitNativeException.ThrowIfFailed(LibGit2.git_repository_set_head_detached(repository.Handle, LibGit2.git_object_id(commit)));
        }
        finally
        {
            token.Free();
            LibGit2.git_object_free(commit);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnNotify(uint why, byte* path, nint baseline, nint target, nint workTree, nint payload) =>
        ((CancellationToken)GCHandle.FromIntPtr(payload).Target!).IsCancellationRequested ? GitCode.User : GitCode.Ok;
}
