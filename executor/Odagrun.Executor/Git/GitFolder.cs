namespace Odagrun.Executor.Git;

/// <summary>A working tree and its git directory; for a submodule the latter lies in the project's <c>.git/modules</c>.</summary>
internal sealed record GitFolder(string GitDirectory, string WorkTree)
{
    internal static GitFolder OfProject(string directory) => new(Path.Combine(directory, ".git"), directory);

    /// <summary>Whether the git directory looks like one that can be used.</summary>
    internal bool Exists =>
        File.Exists(Path.Combine(GitDirectory, "HEAD"))
        && Directory.Exists(Path.Combine(GitDirectory, "objects"))
        && Directory.Exists(Path.Combine(GitDirectory, "refs"));

    /// <summary>Whether parts of the history are missing.</summary>
    internal bool IsShallow => File.Exists(Path.Combine(GitDirectory, "shallow"));
}
