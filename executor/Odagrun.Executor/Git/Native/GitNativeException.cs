using System.Runtime.InteropServices;

namespace Odagrun.Executor.Git.Native;

/// <summary>A call of libgit2 failed: its code, the part it came from, and its own words.</summary>
internal sealed class GitNativeException(int code, GitCategory category, string message) : Exception(message)
{
    internal int Code { get; } = code;

    internal GitCategory Category { get; } = category;

    /// <summary>Throws with the thread's last error when <paramref name="code"/> is negative.</summary>
    internal static void ThrowIfFailed(int code)
    {
        if (code < 0)
        {
            throw Last(code);
        }
    }

    internal static unsafe GitNativeException Last(int code)
    {
        var error = LibGit2.git_error_last();
        return error is null || error->Message is null
            ? new(code, GitCategory.None, $"libgit2 returned {code} without a message")
            : new(code, (GitCategory)error->Category, Marshal.PtrToStringUTF8((nint)error->Message) ?? "");
    }
}
