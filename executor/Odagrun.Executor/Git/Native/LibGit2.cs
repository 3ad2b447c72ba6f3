using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Odagrun.Executor.Git.Native;

/// <summary>
/// The calls of libgit2 that LibGit2Sharp loses under Native AOT or does not offer. All parameters are blittable: nothing is
/// marshalled by reflection, nothing is copied in only one direction.
/// </summary>
internal static partial class LibGit2
{
    /// <summary>The file name of LibGit2Sharp.NativeBinaries; a test compares it with the one LibGit2Sharp loads.</summary>
    internal const string Library = "git2-5853918";

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int git_libgit2_init();

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int git_libgit2_version(out int major, out int minor, out int revision);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int git_libgit2_opts(int option, int level, string? value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int git_libgit2_opts(int option, string? first, string? second);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int git_libgit2_opts(int option, int value);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static unsafe partial GitErrorInfo* git_error_last();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int git_error_set_str(int category, string message);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static unsafe partial int git_stream_register(int kind, GitStreamRegistration* registration);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int git_repository_open(out nint repository, string path);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int git_repository_init_ext(out nint repository, string path, ref GitRepositoryInitOptions options);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int git_repository_init_options_init(out GitRepositoryInitOptions options, uint version);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial void git_repository_free(nint repository);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int git_remote_lookup(out nint remote, nint repository, string name);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial void git_remote_free(nint remote);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int git_fetch_options_init(out GitFetchOptions options, uint version);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static unsafe partial int git_remote_fetch(
        nint remote, GitStringArray* refspecs, GitFetchOptions* options, string? reflogMessage);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static unsafe partial int git_remote_ls(GitRemoteHead*** heads, nuint* count, nint remote);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static unsafe partial int git_credential_userpass_plaintext_new(nint* credential, string user, string password);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int git_revparse_single(out nint found, nint repository, string spec);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial void git_object_free(nint value);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static unsafe partial byte* git_object_id(nint value);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static unsafe partial int git_tree_walk(
        nint tree, int mode, delegate* unmanaged[Cdecl]<byte*, nint, nint, int> callback, nint payload);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static unsafe partial byte* git_tree_entry_name(nint entry);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int git_checkout_options_init(out GitCheckoutOptions options, uint version);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static unsafe partial int git_checkout_tree(nint repository, nint commit, GitCheckoutOptions* options);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static unsafe partial int git_repository_set_head_detached(nint repository, byte* commit);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int git_describe_options_init(out GitDescribeOptions options, uint version);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int git_describe_format_options_init(out GitDescribeFormatOptions options, uint version);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int git_describe_commit(out nint result, nint commit, ref GitDescribeOptions options);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int git_describe_format(ref GitBuffer text, nint result, ref GitDescribeFormatOptions options);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial void git_describe_result_free(nint result);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial void git_buf_dispose(ref GitBuffer buffer);
}
