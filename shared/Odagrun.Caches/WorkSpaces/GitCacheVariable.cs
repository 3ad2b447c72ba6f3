using Odagrun.Caches.Naming;
using Odagrun.Caches.Requests;
using Odagrun.GitLab.Variables;
using Odagrun.Handover;

namespace Odagrun.Caches.WorkSpaces;

/// <summary>The variable GIT_CACHE_STRATEGY: one cache for each branch and tag, the default branch's where there is none.</summary>
public sealed class GitCacheVariable(CacheNames names, CacheOwner owner, JobVariables variables)
{
    /// <summary>Its name.</summary>
    public const string Name = "GIT_CACHE_STRATEGY";

    /// <summary>One entry, or none where the variable is not set.</summary>
    /// <exception cref="FormatException">The value is no strategy.</exception>
    public IReadOnlyList<CacheRequest> Read()
    {
        var written = variables.Get(Name).Trim();
        if (written.Length == 0 || owner.Ref.Length == 0)
        {
            return [];
        }

        var strategy = WorkSpaceStrategies.TryParse(written)
            ?? throw new FormatException($"{Name} is '{CacheKey.Shown(written)}'; there are {WorkSpaceStrategies.Names}");
        var pulls = strategy is WorkSpaceStrategy.Pull or WorkSpaceStrategy.PushPull or WorkSpaceStrategy.PullClean;
        var pushes = strategy is WorkSpaceStrategy.Push or WorkSpaceStrategy.PushPull;
        var tag = Tag(owner);
        var entry = new EnvelopeCache
        {
            Kind = EnvelopeCacheKind.Git,
            Name = "git cache",
            Tag = tag,
            Scope = "branch",
            SealKey = pushes ? names.SealKey(tag).ToBase64() : null,
            Delete = strategy is WorkSpaceStrategy.PullClean or WorkSpaceStrategy.Clean,
            Pull = pulls,
        };
        CacheCandidate[] own = [new(owner.Ref, tag)];
        return [new CacheRequest(entry, pulls ? [.. own, .. Default()] : own)];
    }

    private IEnumerable<CacheCandidate> Default()
    {
        var branch = variables.Get("CI_DEFAULT_BRANCH");
        return branch.Length == 0 || (branch == owner.Ref && !owner.IsTag)
            ? []
            : [new CacheCandidate(branch, Tag(owner with { Ref = branch, IsTag = false }))];
    }

    private string Tag(CacheOwner of) => names.Tag(EnvelopeCacheKind.Git, of, CacheScope.Branch);
}
