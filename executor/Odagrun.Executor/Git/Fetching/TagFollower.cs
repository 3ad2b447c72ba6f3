using System.Runtime.InteropServices;
using LibGit2Sharp;
using Odagrun.Executor.Git.Native;

namespace Odagrun.Executor.Git.Fetching;

/// <summary>
/// Finds annotated tags of commits that are here already. Their tag objects are no part of those commits' history, so libgit2 leaves them
/// out; git asks for them in a second fetch.
/// </summary>
internal static class TagFollower
{
    private const string TagPrefix = "refs/tags/";
    private const string PeeledSuffix = "^{}";

    /// <summary>Refspecs for a second fetch, after the first one of <paramref name="remote"/>.</summary>
    internal static IReadOnlyList<string> FindMissing(nint remote, string repositoryPath)
    {
        using var repository = new Repository(repositoryPath);
        return [.. PeeledTags(remote)
            .Where(tag => repository.Refs[tag.Name] is null && repository.ObjectDatabase.Contains(tag.Target))
            .Select(tag => $"+{tag.Name}:{tag.Name}")];
    }

    private static unsafe List<(string Name, ObjectId Target)> PeeledTags(nint remote)
    {
        GitRemoteHead** heads;
        nuint count;
        GitNativeException.ThrowIfFailed(LibGit2.git_remote_ls(&heads, &count, remote));
        var tags = new List<(string, ObjectId)>();
        for (nuint i = 0; i < count; i++)
        {
            var name = Marshal.PtrToStringUTF8((nint)heads[i]->Name) ?? "";
            if (name.StartsWith(TagPrefix, StringComparison.Ordinal) && name.EndsWith(PeeledSuffix, StringComparison.Ordinal))
            {
                var target = new ReadOnlySpan<byte>(heads[i]->ObjectId, GitRemoteHead.ObjectIdSize).ToArray();
                tags.Add((name[..^PeeledSuffix.Length], new(target)));
            }
        }

        return tags;
    }
}
