using Odagrun.Caches.Naming;

namespace Odagrun.Caches.Tests.Naming;

public sealed class GlobalScopeTests
{
    [Theory]
    [InlineData("all", "any/project", true)]
    [InlineData("none", "any/project", false)]
    [InlineData("infra, tools/build", "infra/app", true)]
    [InlineData("infra, tools/build", "infra/sub/app", true)]
    [InlineData("infra, tools/build", "infrared/app", false)]
    [InlineData("infra, tools/build", "tools/build", true)]
    [InlineData("infra, tools/build", "tools/other", false)]
    [InlineData("Infra", "infra/app", true)]
    public void Allows_Project_AsTheGroupsSay(string groups, string project, bool allowed) =>
        Assert.Equal(allowed, GlobalScope.Parse(groups).Allows(project));
}
