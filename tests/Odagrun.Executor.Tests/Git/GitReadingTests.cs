using Odagrun.Executor.Git;
using Odagrun.Executor.Git.Reading;

namespace Odagrun.Executor.Tests.Git;

public sealed class GitReadingTests
{
    [Fact]
    public void CleanFlags_Unset_AreTheDefault() => Assert.Equal(CleanFlags.Default, CleanFlagsReader.Read(" ", Assert.Fail));

    [Fact]
    public void CleanFlags_None_IsNoCleaning() => Assert.Null(CleanFlagsReader.Read("none", Assert.Fail));

    [Fact]
    public void CleanFlags_Excludes_AreReadInEveryForm()
    {
        var flags = CleanFlagsReader.Read("-fd -q -e a -eb --exclude=c --exclude 'd'", Assert.Fail)!;
        Assert.Equal(["a", "b", "c", "d"], flags.Exclude);
        Assert.Equal((true, false, false, true), (flags.Directories, flags.NestedRepositories, flags.Ignored, flags.Quiet));
    }

    [Fact]
    public void CleanFlags_Unknown_Warn()
    {
        var warnings = new List<string>();
        CleanFlagsReader.Read("-ffdn --dry", warnings.Add);
        Assert.Equal(["GIT_CLEAN_FLAGS: '-n' is not known here and left aside",
            "GIT_CLEAN_FLAGS: '--dry' is not known here and left aside"], warnings);
    }

    [Theory]
    [InlineData("https://host/x", "https_proxy", null, "http://proxy")]
    [InlineData("https://host/x", "HTTPS_PROXY", "other", "http://proxy")]
    [InlineData("http://host/x", "HTTPS_PROXY", null, null)]
    [InlineData("http://host/x", "all_proxy", null, "http://proxy")]
    [InlineData("https://host/x", "https_proxy", "host", null)]
    [InlineData("https://git.example.org/x", "https_proxy", "a.org, .example.org", null)]
    [InlineData("https://host/x", "https_proxy", "*", null)]
    [InlineData("git@host:x", "https_proxy", null, null)]
    public void Proxy_Table(string address, string name, string? exempt, string? expected)
    {
        var variables = new Dictionary<string, string?> { [name] = "http://proxy", ["no_proxy"] = exempt };
        Assert.Equal(expected, ProxyReader.Read(address, variables.GetValueOrDefault));
    }
}
