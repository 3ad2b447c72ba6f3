using System.Runtime.InteropServices;

namespace Odagrun.Executor.Git.Native;

/// <summary>An open repository of the own declarations, for what LibGit2Sharp's repository cannot do.</summary>
internal sealed class NativeRepository : IDisposable
{
    private const uint InitNoDotGit = 1 << 2;
    private const uint InitMakeDirectory = 1 << 3;
    private const uint InitMakePath = 1 << 4;
    private const uint OptionsVersion = 1;

    private NativeRepository(nint handle, string path)
    {
        Handle = handle;
        Path = path;
    }

    internal nint Handle { get; private set; }

    /// <summary>The git directory.</summary>
    internal string Path { get; }

    internal static NativeRepository Open(string path)
    {
        LibGit2Library.Prepare();
        GitNativeException.ThrowIfFailed(LibGit2.git_repository_open(out var handle, path));
        return new(handle, path);
    }

    /// <summary>
    /// <c>git init</c>, on a new or an existing repository. A git directory that is not <c>.git</c> of its working tree
    /// (a submodule's) gets a link file in the working tree.
    /// </summary>
    internal static unsafe NativeRepository Init(GitFolder folder)
    {
        LibGit2Library.Prepare();
        GitNativeException.ThrowIfFailed(LibGit2.git_repository_init_options_init(out var options, OptionsVersion));
        options.Flags = InitNoDotGit | InitMakeDirectory | InitMakePath;
        var workTree = Marshal.StringToCoTaskMemUTF8(folder.WorkTree);
        var head = Marshal.StringToCoTaskMemUTF8("none");
        try
        {
            options.WorkingDirectory = (byte*)workTree;
            // A branch name that no server has: HEAD points nowhere until the commit is checked out.
            options.InitialHead = (byte*)head;
            GitNativeException.ThrowIfFailed(LibGit2.git_repository_init_ext(out var handle, folder.GitDirectory, ref options));
            return new(handle, folder.GitDirectory);
        }
        finally
        {
            Marshal.FreeCoTaskMem(workTree);
            Marshal.FreeCoTaskMem(head);
        }
    }

    public void Dispose()
    {
        LibGit2.git_repository_free(Handle);
        Handle = 0;
    }
}
