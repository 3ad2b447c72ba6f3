using LibGit2Sharp;

namespace Odagrun.Executor.Git.Checkout;

/// <summary>
/// Keeps a fetch with a depth within one round. libgit2 offers the server its commits in rounds of twenty; over HTTP it misreads the answer
/// to a second round when a depth is asked for ("incomplete pack header"), and twenty is GitLab's usual depth. So the history is cut
/// at its newest commits before: the server learns of these, and sends the few older ones of the new depth again.
/// </summary>
internal static class Negotiation
{
    private const string HaveRef = "refs/odagrun/have";

    /// <summary>Forgets every ref of earlier jobs but the commit that is checked out.</summary>
    internal static void ForgetRefs(GitFolder folder)
    {
        using var repository = new Repository(folder.GitDirectory);
        var head = repository.Lookup<Commit>("HEAD");
        foreach (var reference in repository.Refs.Where(reference => reference.CanonicalName.StartsWith("refs/", StringComparison.Ordinal))
            .ToList())
        {
            repository.Refs.Remove(reference);
        }

        if (head is not null)
        {
            repository.Refs.Add(HaveRef, head.Id, allowOverwrite: true);
        }
    }

    /// <summary>Cuts the history at the commits that refs point to.</summary>
    internal static void CutHistory(GitFolder folder)
    {
        var shallow = Path.Combine(folder.GitDirectory, "shallow");
        HashSet<string> known = File.Exists(shallow) ? [.. File.ReadAllLines(shallow)] : [];
        using var repository = new Repository(folder.GitDirectory);
        var tips = repository.Refs
            .Select(reference => repository.Lookup<Commit>(reference.CanonicalName))
            .Where(commit => commit is not null && (known.Contains(commit.Sha) || commit.Parents.Any()))
            .Select(commit => commit.Sha)
            .Distinct()
            .ToList();
        if (tips.Count > 0)
        {
            File.WriteAllText(shallow, string.Concat(tips.Select(tip => $"{tip}\n")));
        }
    }

    /// <summary>Takes the mark of <see cref="ForgetRefs"/> away again.</summary>
    internal static void Forget(GitFolder folder)
    {
        using var repository = new Repository(folder.GitDirectory);
        repository.Refs.Remove(HaveRef);
    }
}
