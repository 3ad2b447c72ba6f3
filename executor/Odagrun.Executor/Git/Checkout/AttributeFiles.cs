using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Odagrun.Executor.Git.Native;

namespace Odagrun.Executor.Git.Checkout;

/// <summary>
/// Whether any file could have attributes, by which libgit2 converts what it checks out (line ends, <c>$Id$</c>). It looks them up for
/// every file anew, along the file's whole path, which costs more than writing the file does.
/// </summary>
internal static unsafe class AttributeFiles
{
    private const int PreOrder = 0;
    private const int Found = 1;

    private static ReadOnlySpan<byte> Name => ".gitattributes"u8;

    /// <summary>Whether the commit or the repository has any.</summary>
    internal static bool Exist(NativeRepository repository, string sha)
    {
        if (File.Exists(Path.Combine(repository.Path, "info", "attributes")))
        {
            return true;
        }

        GitNativeException.ThrowIfFailed(LibGit2.git_revparse_single(out var tree, repository.Handle, sha + "^{tree}"));
        try
        {
            var found = 0;
            var code = LibGit2.git_tree_walk(tree, PreOrder, &OnEntry, (nint)(&found));
            GitNativeException.ThrowIfFailed(found == Found ? GitCode.Ok : code);
            return found == Found;
        }
        finally
        {
            LibGit2.git_object_free(tree);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnEntry(byte* root, nint entry, nint found)
    {
        if (!MemoryMarshal.CreateReadOnlySpanFromNullTerminated(LibGit2.git_tree_entry_name(entry)).SequenceEqual(Name))
        {
            return GitCode.Ok;
        }

        *(int*)found = Found;
        return GitCode.User;
    }
}
