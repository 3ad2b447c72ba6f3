using Odagrun.Caches.Naming;
using Odagrun.Handover;

namespace Odagrun.Caches.Tests.Naming;

public sealed class CacheNamesTests
{
    public static TheoryData<CacheScope> Scopes() => [.. Enum.GetValues<CacheScope>()];

    [Theory]
    [MemberData(nameof(Scopes))]
    public void Tag_OfAnotherProject_DiffersUnlessTheScopeIsGlobal(CacheScope scope)
    {
        var other = TestOwner.Main with { Project = 8 };

        Assert.Equal(scope == CacheScope.Global, Tag(TestOwner.Main, scope) == Tag(other, scope));
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public void Tag_OfAnotherGitLab_DiffersUnlessTheScopeIsGlobal(CacheScope scope)
    {
        var other = TestOwner.Main with { GitLab = new Uri("https://other.example.com") };

        Assert.Equal(scope == CacheScope.Global, Tag(TestOwner.Main, scope) == Tag(other, scope));
    }

    [Fact]
    public void Tag_OfEachScope_IsItsOwn() =>
        Assert.Equal(4, Enum.GetValues<CacheScope>().Select(scope => Tag(TestOwner.Main, scope)).Distinct().Count());

    [Fact]
    public void Tag_OfBranchAndTagOfOneName_Differ() =>
        Assert.NotEqual(Tag(TestOwner.Main, CacheScope.Branch), Tag(TestOwner.Main with { IsTag = true }, CacheScope.Branch));

    [Fact]
    public void Tag_WhateverTheName_CannotReachAnotherScope()
    {
        var forged = TestOwner.Names.Tag(EnvelopeCacheKind.WorkSpace, TestOwner.Main, CacheScope.Project, "main\",[\"name\"]]", "");

        Assert.NotEqual(Tag(TestOwner.Main, CacheScope.Branch), forged);
    }

    [Fact]
    public void Tag_NameAndKey_AreNotOneText() => Assert.NotEqual(
        TestOwner.Names.Tag(EnvelopeCacheKind.WorkSpace, TestOwner.Main, CacheScope.Project, "ab", "c"),
        TestOwner.Names.Tag(EnvelopeCacheKind.WorkSpace, TestOwner.Main, CacheScope.Project, "a", "bc"));

    [Fact]
    public void Tag_UnderAnotherSecret_Differs() => Assert.NotEqual(
        Tag(TestOwner.Main, CacheScope.Global),
        CacheNames.FromSecret("another").Tag(EnvelopeCacheKind.WorkSpace, TestOwner.Main, CacheScope.Global, "name", ""));

    [Fact]
    public void Tag_Text_IsOneThatRegistriesTake() => Assert.Matches("^[a-z0-9][a-z0-9-]{1,127}$", Tag(TestOwner.Main, CacheScope.Project));

    private static string Tag(CacheOwner owner, CacheScope scope) =>
        TestOwner.Names.Tag(EnvelopeCacheKind.WorkSpace, owner, scope, "name", "");
}
