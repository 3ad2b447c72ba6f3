using Odagrun.Functions.Preparing;
using Odagrun.GitLab.Payload;
using Odagrun.Jobs.Settings;
using Odagrun.Oci.References;

namespace Odagrun.Functions.Tests.Preparing;

public sealed class RegistryAccessTests
{
    private static readonly RegistryOptions Options = new()
    {
        Host = "registry.test:5000",
        Insecure = true,
        InsecureRegistries = ["other:5000"],
        Username = "runner",
        Password = "its-password",
    };

    [Theory]
    [InlineData("Group/Sub/App", "odagrun/projects/group/sub/app")]
    [InlineData("g/with--many..dots", null)]
    [InlineData("", null)]
    public void ProjectRepository_OfAPath_IsItsNameInLowerCase(string path, string? expected) =>
        Assert.Equal(
            expected, RegistryAccess.Of(new JobPayload { JobInfo = new JobInfo { ProjectFullPath = path } }, Options).ProjectRepository);

    [Fact]
    public void ProjectRepository_OfVariables_IsTheServersOwnAndNotTheUsers()
    {
        var payload = new JobPayload { Variables = [Variable("CI_PROJECT_PATH", "mine/app"), Variable("CI_PROJECT_PATH", "theirs/app")] };

        Assert.Equal("images/mine/app", RegistryAccess.Of(payload, Options with { ProjectRepository = "images" }).ProjectRepository);
    }

    [Theory]
    [InlineData("group/a/b", "ci/b-a-group-d5e1df17")]
    [InlineData("group/a-b", "ci/a-b-group-87748776")]
    public void ProjectRepository_WithImageStreams_HasTwoPartsAndIsTheProjectsAlone(string path, string expected)
    {
        var access = RegistryAccess.Of(
            new JobPayload { JobInfo = new JobInfo { ProjectFullPath = path } },
            Options with
            {
                ProjectRepository = "ci",
                ImageApi = new Uri("https://kubernetes.default.svc"),
                ImageApiAuthorities = "/nowhere",
            });

        Assert.Equal(expected, access.ProjectRepository);
        Assert.Null(access.ImageApi!.Authorities);
    }

    [Theory]
    [InlineData("registry.test:5000/ci/b-a-group-d5e1df17/part/one:1", "ci/b-a-group-d5e1df17.part.one")]
    [InlineData("registry.test:5000/ci/b-a-group-d5e1df17:1", "ci/b-a-group-d5e1df17")]
    [InlineData("registry.test:5000/ci/other/part:1", "ci/other/part")]
    [InlineData("elsewhere.test/ci/b-a-group-d5e1df17/part:1", "ci/b-a-group-d5e1df17/part")]
    public void Image_BelowTheProjectsOwn_HasTwoPartsWithImageStreams(string image, string expected)
    {
        var payload = new JobPayload { JobInfo = new JobInfo { ProjectFullPath = "group/a/b" } };
        var choice = new ImageChoice(image, ImageReference.Parse(image), Platform.Current);

        var placed = RegistryAccess.Place(
            choice, payload, Options with { ProjectRepository = "ci", ImageApi = new Uri("https://kubernetes.default.svc") });

        Assert.Equal((expected, choice),
            (placed.Base!.Repository, RegistryAccess.Place(choice, payload, Options with { ProjectRepository = "ci" })));
    }

    [Fact]
    public void Variable_OfTheProjectsImage_IsTheLastOfItsName()
    {
        var payload = new JobPayload
        {
            JobInfo = new JobInfo { ProjectFullPath = "mine/app" },
            Variables = [Variable("ODAGRUN_REGISTRY_IMAGE", "theirs")],
        };

        var variable = RegistryAccess.AddVariable(payload, Options).Variables![^1];

        Assert.Equal(("ODAGRUN_REGISTRY_IMAGE", "registry.test:5000/odagrun/projects/mine/app"), (variable.Key, variable.Value));
    }

    [Fact]
    public void Logins_OfJobAndRunner_AreToldApart()
    {
        var payload = new JobPayload
        {
            Credentials = [new JobCredential { Type = "registry", Url = "gitlab.test:5050", Username = "ci", Password = "token" }],
            Variables =
            [
                Variable("DOCKER_AUTH_CONFIG", """{"auths":{"third.test":{"username":"me","password":"secret"}}}"""),
                Variable("DOCKER_CREDENTIALS", "aHViLXVzZXI6aHViLXBhc3M="),
            ],
        };

        var access = RegistryAccess.Of(payload, Options);

        Assert.Equal(
            ["ci@gitlab.test:5050", "me@third.test", "hub-user@docker.io", "runner@registry.test:5000"],
            access.Logins.Select(login => login.ToString()));
        Assert.Equal([false, false, false, true], access.Logins.Select(login => login.IsOfRunner));
        Assert.Equal(["registry.test:5000", "other:5000"], access.Insecure);
    }

    [Theory]
    [InlineData("no base64")]
    [InlineData("bm9jb2xvbg==")]
    public void HubLogin_ThatIsNone_IsLeftOut(string text) =>
        Assert.True(Assert.Single(
            RegistryAccess.Of(new JobPayload { Variables = [Variable("DOCKER_CREDENTIALS", text)] }, Options).Logins).IsOfRunner);

    private static JobVariable Variable(string key, string value) => new() { Key = key, Value = value };
}
