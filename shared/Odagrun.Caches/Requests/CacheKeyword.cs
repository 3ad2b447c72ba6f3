using Odagrun.Caches.Naming;
using Odagrun.GitLab.Payload;
using Odagrun.GitLab.Variables;
using Odagrun.Handover;

namespace Odagrun.Caches.Requests;

/// <summary>
/// Reads <c>cache:</c> of a job. GitLab has computed keys of files and added <c>-protected</c> and <c>-non_protected</c> before; here
/// variables are replaced, and what GitLab Runner does with keys, policies and fallbacks is done.
/// </summary>
public sealed class CacheKeyword(CacheNames names, CacheOwner owner, JobVariables variables)
{
    private const string FallbackVariable = "CACHE_FALLBACK_KEY";

    /// <summary>All entries, in their order; one that can't be kept says why.</summary>
    public IReadOnlyList<CacheRequest> Read(JobPayload payload) =>
        [.. (payload.Cache ?? []).Where(IsOfUse).Select(cache => Read(cache, payload))];

    // `cache: []` and `cache: {}` come as an entry without anything to keep.
    private static bool IsOfUse(JobCache cache) => cache is { Untracked: true } or { Paths.Count: > 0 };

    private CacheRequest Read(JobCache cache, JobPayload payload)
    {
        var written = cache.Key is { Length: > 0 } key ? key : $"{payload.JobInfo?.Name}/{owner.Ref}";
        try
        {
            return Read(cache, written);
        }
        catch (FormatException e)
        {
            return CacheRequest.Refused(EnvelopeCacheKind.Cache, $"cache {CacheKey.Shown(written)}", e.Message);
        }
    }

    private CacheRequest Read(JobCache cache, string written)
    {
        var key = CacheKey.Normalize(variables.Expand(written))
            ?? throw new FormatException(
                $"its key '{CacheKey.Shown(written)}' is empty once variables are put in; check that they are defined for this job");
        var (pull, push) = Policy(cache);
        var tag = Tag(key);
        var entry = new EnvelopeCache
        {
            Kind = EnvelopeCacheKind.Cache,
            Name = $"cache {key}",
            Tag = tag,
            SealKey = push ? names.SealKey(tag).ToBase64() : null,
            Paths = cache.Paths ?? [],
            Untracked = cache.Untracked,
            When = When(cache),
            Pull = pull,
        };

        // One that is only stored is looked up too: what is unchanged is not stored again.
        var own = new CacheCandidate(key, tag);
        return new CacheRequest(entry, pull ? [own, .. Fallbacks(cache, key)] : [own]);
    }

    private (bool Pull, bool Push) Policy(JobCache cache) => variables.Expand(cache.Policy ?? "") switch
    {
        "" or "pull-push" => (true, true),
        "pull" => (true, false),
        "push" => (false, true),
        var other => throw new FormatException($"its policy is '{CacheKey.Shown(other)}'; there are pull-push, pull and push"),
    };

    private static string When(JobCache cache) => cache.When switch
    {
        null or "" or "on_success" => "on_success",
        "on_failure" or "always" => cache.When,
        var other => throw new FormatException($"its when is '{CacheKey.Shown(other)}'; there are on_success, on_failure and always"),
    };

    private IEnumerable<CacheCandidate> Fallbacks(JobCache cache, string own)
    {
        // Whoever may set a variable must not reach what protected branches have stored.
        var last = variables.Get(FallbackVariable);
        IEnumerable<string> written = last.Length == 0 || last.TrimEnd().EndsWith("-protected", StringComparison.Ordinal) ? [] : [last];
        return (cache.FallbackKeys ?? [])
            .Concat(written)
            .Select(fallback => TryNormalize(variables.Expand(fallback)))
            .OfType<string>()
            .Where(fallback => fallback != own)
            .Distinct(StringComparer.Ordinal)
            .Select(fallback => new CacheCandidate(fallback, Tag(fallback)));
    }

    private static string? TryNormalize(string key)
    {
        try
        {
            return CacheKey.Normalize(key);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private string Tag(string key) => names.Tag(EnvelopeCacheKind.Cache, owner, CacheScope.Project, key);
}
