using Odagrun.Executor.Artifacts;
using Odagrun.Executor.Jobs;
using Odagrun.Executor.Variables;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Payload;
using Odagrun.Handover;

namespace Odagrun.Executor.Tests.Variables;

/// <summary>The variables of a job: what is given, what is protected, what is expanded.</summary>
public sealed class JobVariablesTests
{
    [Theory]
    [InlineData("CI_PROJECT_PATH", "group/app")]
    [InlineData("CI_PROJECT_URL", "https://gitlab.example.com/group/app")]
    [InlineData("CI_PROJECT_DIR", "/builds/group/app")]
    [InlineData("CI_REPOSITORY_URL", "https://gitlab-ci-token:secret@gitlab.example.com/group/app.git")]
    [InlineData("CI_REGISTRY", "registry.example.com")]
    [InlineData("CI_REGISTRY_IMAGE", "registry.example.com/group/app")]
    [InlineData("GITLAB_USER_ID", "5")]
    public void Protected_OfTheUser_HasNoEffectWhereverItStands(string name, string expected)
    {
        Assert.Equal(expected, Build((name, "evil/path"))[name]);
        Assert.Equal(expected, Build(("CI_REGISTRY", "registry.example.com"), (name, "evil/path"))[name]);
    }

    [Theory]
    [InlineData("GITLAB_USER_NAME")]
    [InlineData("GITLAB_USER_EMAIL")]
    [InlineData("GITLAB_USER_LOGIN")]
    public void Protected_BehindGitLabsOwn_HasNoEffect(string name) =>
        Assert.Equal("ada", Build((name, "ada"), (name, "somebody else"))[name]);

    [Fact]
    public void Protected_OfARegistryThatGitLabHasNot_IsNotThere()
    {
        var variables = Build(Payload() with { Credentials = [new JobCredential { Type = "registry", Url = "gitlab.example.com:443" }] },
            ("CI_REGISTRY", "evil"), ("CI_REGISTRY_IMAGE", "evil/x"));
        Assert.Null(variables["CI_REGISTRY"]);
        Assert.Null(variables["CI_REGISTRY_IMAGE"]);
    }

    [Theory]
    [InlineData("ODAGRUN_BUILD_IMAGE", "docker.io/library/debian")]
    [InlineData("ODAGRUN_BUILD_IMAGE_NICK", "debian:12")]
    [InlineData("ODAGRUN_BUILD_IMAGE_TAG", "12")]
    [InlineData("ODAGRUN_BUILD_IMAGE_SHA", "sha256:1")]
    [InlineData("ODAGRUN_COMMIT_TAG_SLUG", "3-1-9")]
    [InlineData("ODAGRUN_REVERSE_PROJECT_PATH", "app/group")]
    [InlineData("ODAGRUN_REVERSE_PROJECT_PATH_SLUG", "app-group")]
    public void Provided_OfTheRunner_AreThereAndGoBeforeTheUsers(string name, string expected) =>
        Assert.Equal(expected, Build((name, "of the user"))[name]);

    [Theory]
    [InlineData("${CI_JOB_NAME#img-}", "el7-arm")]
    [InlineData("gcc-${CI_JOB_NAME##*-}", "gcc-arm")]
    [InlineData("${MISSING:-default}", "default")]
    [InlineData("${MISSING:?no value}|", "|")]
    [InlineData("${CI_JOB_NAME} $CI_JOB_NAME ${MISSING}", "img-el7-arm img-el7-arm ")]
    public void Variable_WithReferences_IsExpandedAsAShellDoes(string value, string expected) =>
        Assert.Equal(expected, Build(("CI_JOB_NAME", "img-el7-arm"), ("V", value))["V"]);

    [Theory]
    [InlineData("- \"gcc-${CI_JOB_NAME#img-}\"\n", "gcc-el7-arm")]
    [InlineData("# those\n- gcc-el7-arm\n- 'gcc-el7-x64'", "gcc-el7-arm,gcc-el7-x64")]
    [InlineData("[gcc-el7-arm, \"gcc-el7-x64\"]", "gcc-el7-arm,gcc-el7-x64")]
    [InlineData("nothing", "")]
    [InlineData("", "gcc-el7-arm,gcc-el7-x64")]
    public void Dependencies_OfTheVariable_AreThoseItNames(string list, string expected)
    {
        var payload = Payload() with
        {
            Dependencies = [.. ((string[])["gcc-el7-arm", "gcc-el7-x64"]).Select(
                name => new JobDependency { Name = name, ArtifactsFile = new JobArtifactsFile { Filename = "artifacts.zip" } })],
        };
        var variables = Build(payload, ("CI_JOB_NAME", "img-el7-arm"), ("dependencies", list));
        var session = new JobSession(Request(payload), Directories, variables, null!, new JobProgress());
        Assert.Equal(expected, string.Join(',', ArtifactDependencies.Of(session).Select(dependency => dependency.Name)));
    }

    private static JobDirectories Directories => new("/builds", "/builds/group/app");

    private static JobPayload Payload() => new()
    {
        Id = 1,
        Token = "t",
        JobInfo = new JobInfo { ProjectFullPath = "group/app", UserId = 5 },
        GitInfo = new GitInfo
        {
            RepoUrl = "https://gitlab-ci-token:secret@gitlab.example.com/group/app.git",
            RefType = "tag",
            Ref = "3.1.9",
        },
        Credentials = [new JobCredential { Type = "registry", Url = "registry.example.com", Username = "u", Password = "p" }],
        Variables = [new JobVariable { Key = "CI_REGISTRY", Value = "registry.example.com" }],
    };

    private static VariableSet Build(params (string Name, string Value)[] variables) => Build(Payload(), variables);

    private static VariableSet Build(JobPayload payload, params (string Name, string Value)[] variables) => JobVariables.Build(
        Request(payload with
        {
            Variables = [.. payload.Variables ?? [],
                .. variables.Select(variable => new JobVariable { Key = variable.Name, Value = variable.Value })],
        }),
        Directories);

    private static JobRequest Request(JobPayload payload) => new(
        new ExecutorEnvelope
        {
            GitLabUrl = new Uri("https://gitlab.example.com"),
            Runner = new EnvelopeRunner { Name = "r", ShortToken = "s", SystemId = "i" },
            Image = new EnvelopeImage { Requested = "debian:12", Digest = "sha256:1", Composed = "c" },
            Payload = default,
        },
        payload,
        new JobAccess(new Uri("https://gitlab.example.com"), 1, "t"));
}
