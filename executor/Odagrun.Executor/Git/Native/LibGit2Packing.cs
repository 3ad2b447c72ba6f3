using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Odagrun.Executor.Git.Native;

/// <summary>The calls of libgit2 with which a pack is made (<c>git2/pack.h</c>, <c>git2/revwalk.h</c>).</summary>
internal static partial class LibGit2Packing
{
    [LibraryImport(LibGit2.Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int git_revwalk_new(out nint walk, nint repository);

    [LibraryImport(LibGit2.Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int git_revwalk_push(nint walk, ref GitObjectId commit);

    [LibraryImport(LibGit2.Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial void git_revwalk_free(nint walk);

    [LibraryImport(LibGit2.Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int git_packbuilder_new(out nint builder, nint repository);

    [LibraryImport(LibGit2.Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial uint git_packbuilder_set_threads(nint builder, uint threads);

    [LibraryImport(LibGit2.Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int git_packbuilder_insert_walk(nint builder, nint walk);

    [LibraryImport(LibGit2.Library, StringMarshalling = StringMarshalling.Utf8), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int git_packbuilder_write(nint builder, string directory, uint mode, nint progress, nint payload);

    [LibraryImport(LibGit2.Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial void git_packbuilder_free(nint builder);
}
