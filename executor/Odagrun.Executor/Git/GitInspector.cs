using Odagrun.Executor.Git.Native;
using Odagrun.Executor.Git.WorkTrees;

namespace Odagrun.Executor.Git;

/// <inheritdoc/>
internal sealed class GitInspector : IGitInspector
{
    private const uint OptionsVersion = 1;
    private const uint AnyTag = 1;

    public string? Describe(string projectDirectory)
    {
        var folder = GitFolder.OfProject(projectDirectory);
        if (!folder.Exists)
        {
            return null;
        }

        using var repository = NativeRepository.Open(folder.GitDirectory);
        if (LibGit2.git_revparse_single(out var commit, repository.Handle, "HEAD") < 0)
        {
            return null;
        }

        try
        {
            return Describe(commit);
        }
        finally
        {
            LibGit2.git_object_free(commit);
        }
    }

    public IReadOnlyList<string> ListUntracked(string projectDirectory, CancellationToken cancellationToken)
    {
        var folder = GitFolder.OfProject(projectDirectory);
        return folder.Exists
            ? UntrackedLister.List(folder, cancellationToken)
            : throw new DirectoryNotFoundException($"{projectDirectory} is not a git repository");
    }

    /// <summary>LibGit2Sharp's own Describe returns an empty text under Native AOT.</summary>
    private static string Describe(nint commit)
    {
        GitNativeException.ThrowIfFailed(LibGit2.git_describe_options_init(out var options, OptionsVersion));
        options.Strategy = AnyTag;
        options.ShowCommitAsFallback = 1;
        GitNativeException.ThrowIfFailed(LibGit2.git_describe_format_options_init(out var format, OptionsVersion));
        GitNativeException.ThrowIfFailed(LibGit2.git_describe_commit(out var result, commit, ref options));
        var text = default(GitBuffer);
        try
        {
            GitNativeException.ThrowIfFailed(LibGit2.git_describe_format(ref text, result, ref format));
            return text.ToString();
        }
        finally
        {
            LibGit2.git_buf_dispose(ref text);
            LibGit2.git_describe_result_free(result);
        }
    }
}
