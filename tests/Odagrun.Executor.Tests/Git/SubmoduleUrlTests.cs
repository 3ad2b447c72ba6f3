using Odagrun.Executor.Git.Fetching;
using Odagrun.Executor.Git.Submodules;

namespace Odagrun.Executor.Tests.Git;

public sealed class SubmoduleUrlTests
{
    [Theory]
    [InlineData("https://host/group/app.git", "../lib.git", "https://host/group/lib.git")]
    [InlineData("https://host/group/app.git", "../../other/lib.git", "https://host/other/lib.git")]
    [InlineData("https://host/group/app.git", "./lib", "https://host/group/app.git/lib")]
    [InlineData("https://host/group/app.git/", "../lib/", "https://host/group/lib")]
    [InlineData("https://host:8443/a/b/c.git", "../../x.git", "https://host:8443/a/x.git")]
    [InlineData("git@host:group/app.git", "../lib.git", "git@host:group/lib.git")]
    [InlineData("git@host:app.git", "../lib.git", "git@host:lib.git")]
    [InlineData("/srv/git/app.git", "../lib.git", "/srv/git/lib.git")]
    [InlineData("https://host/group/app.git", "https://elsewhere/x.git", "https://elsewhere/x.git")]
    [InlineData("https://host/group/app.git", "git@host:x/y.git", "git@host:x/y.git")]
    public void Resolve_Table(string parent, string url, string expected) =>
        Assert.Equal(expected, SubmoduleUrl.Resolve(RemoteUrl.Parse(parent), url));

    [Fact]
    public void Resolve_AboveTheServer_Throws() =>
        Assert.Throws<FormatException>(() => SubmoduleUrl.Resolve(RemoteUrl.Parse("https://host/app.git"), "../../../x.git"));

    [Theory]
    [InlineData("git@host:group/lib.git", "https://host:8443/group/lib.git")]
    [InlineData("ssh://git@host/group/lib.git", "https://host:8443/group/lib.git")]
    [InlineData("ssh://git@host:2222/group/lib.git", "https://host:8443/group/lib.git")]
    [InlineData("git@github.com:group/lib.git", "git@github.com:group/lib.git")]
    [InlineData("https://host:8443/group/lib.git", "https://host:8443/group/lib.git")]
    [InlineData("../lib.git", "../lib.git")]
    public void ForceHttps_Table(string url, string expected) =>
        Assert.Equal(expected, SubmoduleUrl.ForceHttps(RemoteUrl.Parse("https://host:8443/group/app.git"), url));
}
