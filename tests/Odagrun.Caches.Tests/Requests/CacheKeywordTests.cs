using Odagrun.Caches.Naming;
using Odagrun.Caches.Requests;
using Odagrun.GitLab.Payload;
using Odagrun.Handover;

namespace Odagrun.Caches.Tests.Requests;

public sealed class CacheKeywordTests
{
    private static readonly JobCache Deps = new() { Key = "deps", Paths = ["deps/"], Policy = "pull-push", When = "on_success" };

    [Fact]
    public void Read_KeyWithVariables_IsExpanded()
    {
        var request = Assert.Single(
            Read([Deps with { Key = "$CI_COMMIT_REF_SLUG-$UNKNOWN-deps" }], TestOwner.Variable("CI_COMMIT_REF_SLUG", "main")));

        Assert.Equal("cache main--deps", request.Entry.Name);
        Assert.Equal(Tag("main--deps"), request.Entry.Tag);
    }

    [Fact]
    public void Read_NoKey_IsThatOfJobAndRef() =>
        Assert.Equal("cache build/main", Assert.Single(Read([Deps with { Key = "" }])).Entry.Name);

    [Theory]
    [InlineData("", true, true)]
    [InlineData("pull-push", true, true)]
    [InlineData("pull", true, false)]
    [InlineData("push", false, true)]
    [InlineData("$POLICY", true, false)]
    public void Read_Policy_DecidesAboutUseAndStoring(string policy, bool pull, bool push)
    {
        var request = Assert.Single(Read([Deps with { Policy = policy }], TestOwner.Variable("POLICY", "pull")));

        Assert.Equal((pull, push), (request.Entry.Pull, request.Entry.SealKey is not null));
    }

    [Fact]
    public void Read_Fallbacks_FollowTheKeyInOrderAndOnce()
    {
        var cache = Deps with { FallbackKeys = ["one", "$TWO", "deps", "one"] };

        var request = Assert.Single(Read([cache], TestOwner.Variable("TWO", "two"), TestOwner.Variable("CACHE_FALLBACK_KEY", "last")));

        Assert.Equal(["deps", "one", "two", "last"], request.Candidates.Select(candidate => candidate.Key));
    }

    [Theory]
    [InlineData("main-protected")]
    [InlineData("main-protected  ")]
    public void Read_FallbackVariableOfProtectedBranches_IsPassedOver(string fallback)
    {
        var request = Assert.Single(Read([Deps], TestOwner.Variable("CACHE_FALLBACK_KEY", fallback)));

        Assert.Equal(["deps"], request.Candidates.Select(candidate => candidate.Key));
    }

    [Fact]
    public void Read_PushOnly_LooksAtNoFallback()
    {
        var request = Assert.Single(Read([Deps with { Policy = "push", FallbackKeys = ["one"] }]));

        Assert.Equal(["deps"], request.Candidates.Select(candidate => candidate.Key));
    }

    [Theory]
    [InlineData("$NOTHING", "pull", "empty")]
    [InlineData("deps", "pull_push", "policy")]
    [InlineData("a\nb", "pull", "line breaks")]
    public void Read_BadEntry_IsRefusedAndTheOthersStay(string key, string policy, string why)
    {
        var requests = Read([Deps with { Key = key, Policy = policy }, Deps]);

        Assert.Contains(why, requests[0].Entry.Problem, StringComparison.Ordinal);
        Assert.Empty(requests[0].Candidates);
        Assert.Null(requests[0].Entry.SealKey);
        Assert.Null(requests[1].Entry.Problem);
    }

    [Fact]
    public void Read_EntryWithoutPaths_IsNone() => Assert.Empty(Read([new JobCache { Key = "default" }]));

    private static string Tag(string key) => TestOwner.Names.Tag(EnvelopeCacheKind.Cache, TestOwner.Main, CacheScope.Project, key);

    private static IReadOnlyList<CacheRequest> Read(IReadOnlyList<JobCache> caches, params IEnumerable<JobVariable> variables) =>
        new CacheKeyword(TestOwner.Names, TestOwner.Main, TestOwner.Variables(variables))
            .Read(new JobPayload { Cache = caches, JobInfo = new JobInfo { Name = "build" } });
}
