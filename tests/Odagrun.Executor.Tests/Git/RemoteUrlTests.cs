using Odagrun.Executor.Git.Fetching;

namespace Odagrun.Executor.Tests.Git;

public sealed class RemoteUrlTests
{
    [Theory]
    [InlineData("https://gitlab-ci-token:to%2Fken@host/g/p.git", "https://host/g/p.git", "gitlab-ci-token", "to/ken")]
    [InlineData("http://user@host:8080/g/p.git?x=a@b", "http://host:8080/g/p.git?x=a@b", "user", "")]
    [InlineData("https://host/g/p.git", "https://host/g/p.git", null, null)]
    [InlineData("git@host:g/p.git", "git@host:g/p.git", null, null)]
    [InlineData("/srv/p.git", "/srv/p.git", null, null)]
    public void Parse_Table(string text, string address, string? user, string? password)
    {
        var url = RemoteUrl.Parse(text);
        Assert.Equal(address, url.Address);
        Assert.Equal(user, url.Login?.User);
        Assert.Equal(password, url.Login?.Password);
    }

    [Theory]
    [InlineData("https://host/x", true)]
    [InlineData("https://HOST:443/x", true)]
    [InlineData("https://host:444/x", false)]
    [InlineData("http://host/x", false)]
    [InlineData("https://host.evil.org/x", false)]
    [InlineData("https://host@evil.org/x", false)]
    [InlineData("ssh://host/x", false)]
    [InlineData(null, false)]
    public void Login_IsForItsServerOnly(string? url, bool expected) =>
        Assert.Equal(expected, RemoteUrl.Parse("https://u:p@host/g.git").Login!.IsFor(url));

    [Fact]
    public void ToString_HoldsNoPassword()
    {
        var url = RemoteUrl.Parse("https://u:secret@host/g.git");
        Assert.DoesNotContain("secret", $"{url} {url.Login}", StringComparison.Ordinal);
    }
}
