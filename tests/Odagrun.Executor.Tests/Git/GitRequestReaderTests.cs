using Odagrun.Executor.Git;
using Odagrun.Executor.Git.Reading;
using Odagrun.GitLab.Payload;

namespace Odagrun.Executor.Tests.Git;

public sealed class GitRequestReaderTests
{
    private static readonly JobPayload s_payload = new()
    {
        AllowGitFetch = true,
        GitInfo = new() { RepoUrl = "https://gitlab-ci-token:t@host/g/p.git", Sha = "abc", Ref = "main", Refspecs = ["+a:b"], Depth = 20 },
    };

    private static (GitRequest Request, string Warnings) Read(JobPayload payload, params (string Name, string Value)[] variables)
    {
        var warnings = new List<string>();
        var values = variables.ToDictionary(variable => variable.Name, variable => variable.Value);
        var request = new GitRequestReader(values.GetValueOrDefault, warnings.Add).Read(payload, "/builds/g/p", ["/ca.pem"]);
        return (request!, string.Join('\n', warnings));
    }

    [Fact]
    public void Read_NothingSet_TakesDefaults()
    {
        var (request, warnings) = Read(s_payload);
        Assert.Equal("", warnings);
        Assert.Equal(("abc", "main", 20, GitStrategy.Fetch, true, true),
            (request.Sha, request.Ref, request.Depth, request.Strategy, request.Checkout, request.VerifyTls));
        Assert.Equal(CleanFlags.Default, request.Clean);
        Assert.Equal(SubmoduleStrategy.None, request.Submodules.Strategy);
        Assert.Equal("sha1", request.ObjectFormat);
        Assert.Null(request.Proxy);
    }

    [Fact]
    public void Read_FetchNotAllowed_Clones() =>
        Assert.Equal(GitStrategy.Clone, Read(s_payload with { AllowGitFetch = false }).Request.Strategy);

    [Fact]
    public void Read_NoGitInfo_IsNull() => Assert.Null(new GitRequestReader(_ => null, Assert.Fail).Read(new(), "/p", []));

    [Fact]
    public void Read_EverySetting_IsTaken()
    {
        var (request, warnings) = Read(
            s_payload,
            ("GIT_STRATEGY", " Clone "),
            ("GIT_CHECKOUT", "0"),
            ("GIT_CLEAN_FLAGS", "-fd -q -e 'a b' --exclude=c"),
            ("GIT_SUBMODULE_STRATEGY", "recursive"),
            ("GIT_SUBMODULE_DEPTH", "3"),
            ("GIT_SUBMODULE_PATHS", "x  :(exclude)y"),
            ("GIT_SUBMODULE_FORCE_HTTPS", "true"),
            ("GIT_SSL_NO_VERIFY", "1"),
            ("HTTPS_PROXY", "http://proxy:3128"));
        Assert.Equal("GIT_CLEAN_FLAGS: 'b'' is not known here and left aside", warnings);
        Assert.Equal(
            (GitStrategy.Clone, false, false, "http://proxy:3128"), (request.Strategy, request.Checkout, request.VerifyTls, request.Proxy));
        Assert.Equal((true, false, false, true),
            (request.Clean!.Directories, request.Clean.NestedRepositories, request.Clean.Ignored, request.Clean.Quiet));
        Assert.Equal(["'a", "c"], request.Clean.Exclude);
        Assert.Equal(
            (SubmoduleStrategy.Recursive, 3, true), (request.Submodules.Strategy, request.Submodules.Depth, request.Submodules.ForceHttps));
        Assert.Equal(["x", ":(exclude)y"], request.Submodules.Paths);
    }

    [Theory]
    [InlineData("GIT_STRATEGY", "pull", "GIT_STRATEGY is 'pull', which is none of fetch, clone, none, empty; taking fetch")]
    [InlineData("GIT_STRATEGY", "1", "GIT_STRATEGY is '1', which is none of fetch, clone, none, empty; taking fetch")]
    [InlineData("GIT_CHECKOUT", "maybe", "GIT_CHECKOUT is 'maybe', which is neither true nor false; taking true")]
    [InlineData("GIT_SUBMODULE_DEPTH", "-1", "GIT_SUBMODULE_DEPTH is '-1', which is no number; left aside")]
    [InlineData("GIT_CLEAN_FLAGS", "-ffdn", "GIT_CLEAN_FLAGS: '-n' is not known here and left aside")]
    public void Read_WrongValue_WarnsAndTakesDefault(string name, string value, string warning)
    {
        var (request, warnings) = Read(s_payload, (name, value));
        Assert.Equal(warning, warnings);
        Assert.Equal((GitStrategy.Fetch, true, null), (request.Strategy, request.Checkout, request.Submodules.Depth));
    }

    [Theory]
    [InlineData("host", null)]
    [InlineData("*", null)]
    [InlineData("a.org, .example.org", "http://proxy")]
    public void Read_NoProxy_Table(string list, string? expected) =>
        Assert.Equal(expected, Read(s_payload, ("https_proxy", "http://proxy"), ("no_proxy", list)).Request.Proxy);
}
