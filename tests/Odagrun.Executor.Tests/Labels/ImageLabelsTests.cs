using Odagrun.Executor.Commands.Calling;
using Odagrun.Executor.Labels;
using Odagrun.GitLab.Payload;
using Odagrun.Handover;
using Odagrun.Stack;

namespace Odagrun.Executor.Tests.Labels;

/// <summary>Where an image's labels come from.</summary>
public sealed class ImageLabelsTests : IDisposable
{
    private readonly WorkDirectory _directory = WorkDirectory.Create("labels");

    private readonly Dictionary<string, string> _variables = new()
    {
        ["CI_COMMIT_AUTHOR"] = "Ada <ada@example.com>",
        ["CI_PROJECT_TITLE"] = "My app",
        ["CI_JOB_STARTED_AT"] = "2026-01-02T03:04:05Z",
        ["CI_ENVIRONMENT_NAME"] = "",
        ["GITLAB_USER_LOGIN"] = "ada",
        ["ODAGRUN_GIT_VERSION"] = "v1-3-gabc",
    };

    private readonly JobPayload _payload = new()
    {
        Id = 42,
        JobInfo = new JobInfo { Name = "build", ProjectFullPath = "group/app", ProjectName = "app", PipelineId = 7 },
        GitInfo = new GitInfo
        {
            RepoUrl = "https://gitlab-ci-token:secret@gitlab.example.com/group/app.git",
            Sha = "abc",
            Ref = "main",
            RefType = "branch",
        },
    };

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Labels_OfAJob_LeadBackToIt()
    {
        File.WriteAllText(_directory.File("README.md"), "# app");
        File.WriteAllText(
            _directory.File("LICENSE"),
            "MIT License\n\nPermission is hereby granted, free of charge, to any person …\n\nThe above copyright notice and this\npermission notice shall …");
        var labels = ImageLabels.Of(Sources() with { Created = DateTimeOffset.UnixEpoch, Reference = "1.0" });
        Assert.Equal(
            """
            com.odagrun.build.commit-ref=main
            com.odagrun.build.commit-sha=abc
            com.odagrun.build.gitversion=v1-3-gabc
            com.odagrun.build.image=debian:12
            com.odagrun.build.image-sha=sha256:1
            com.odagrun.build.job-id=42
            com.odagrun.build.job-name=build
            com.odagrun.build.job-url=https://gitlab.example.com/group/app/-/jobs/42
            com.odagrun.build.pipeline-id=7
            com.odagrun.build.project-path=group/app
            com.odagrun.build.project-url=https://gitlab.example.com/group/app
            com.odagrun.build.started=2026-01-02T03:04:05Z
            com.odagrun.build.user-login=ada
            org.opencontainers.image.authors=Ada <ada@example.com>
            org.opencontainers.image.created=1970-01-01T00:00:00Z
            org.opencontainers.image.documentation=https://gitlab.example.com/group/app/-/blob/abc/README.md
            org.opencontainers.image.licenses=MIT
            org.opencontainers.image.ref.name=1.0
            org.opencontainers.image.revision=abc
            org.opencontainers.image.source=https://gitlab.example.com/group/app
            org.opencontainers.image.title=My app
            org.opencontainers.image.url=https://gitlab.example.com/group/app
            org.opencontainers.image.version=v1-3-gabc
            """,
            string.Join('\n', labels.Select(label => $"{label.Key}={label.Value}")));
        Assert.Equal(10, ImageLabels.Annotations(labels).Count);
    }

    [Fact]
    public void Labels_WithoutTheRun_AreThoseThatEachRunHas()
    {
        var all = ImageLabels.Of(Sources() with { Created = DateTimeOffset.UnixEpoch });
        var some = ImageLabels.Of(Sources() with { Created = DateTimeOffset.UnixEpoch, WithoutRun = true });

        Assert.Equal(["job-id", "job-url", "pipeline-id", "started", "user-login"],
            all.Keys.Except(some.Keys).Select(name => name["com.odagrun.build.".Length..]));
    }

    [Theory]
    [InlineData("ODAGRUN_IMAGE_TITLE", "title")]
    [InlineData("ODAGRUN_IMAGE_REFNAME", "ref.name")]
    [InlineData("ODAGRUN_IMAGE_DESCRIPTION", "description")]
    [InlineData("ODAGRUN_IMAGE_VENDOR", "vendor")]
    [InlineData("ODAGRUN_IMAGE_AUTHORS", "authors")]
    [InlineData("ODAGRUN_IMAGE_LICENSES", "licenses")]
    [InlineData("ODAGRUN_IMAGE_URL", "url")]
    [InlineData("ODAGRUN_IMAGE_SOURCE", "source")]
    [InlineData("ODAGRUN_IMAGE_DOCUMENTATION", "documentation")]
    [InlineData("ODAGRUN_IMAGE_VERSION", "version")]
    public void Labels_ThatAVariableNames_AreWhatItSays(string variable, string label)
    {
        _variables[variable] = "as wished";
        Assert.Equal("as wished", ImageLabels.Of(Sources())["org.opencontainers.image." + label]);
    }

    [Fact]
    public void Labels_OfATag_HaveItAsVersion()
    {
        var tagged = Sources() with { Payload = _payload with { GitInfo = _payload.GitInfo! with { RefType = "tag", Ref = "3.1.9" } } };
        var labels = ImageLabels.Of(tagged);
        Assert.Equal("3.1.9", labels["org.opencontainers.image.version"]);
        Assert.Equal("3.1.9", labels["com.odagrun.build.commit-tag"]);
    }

    [Fact]
    public void Labels_OfTheCommandLine_AreAddedReplacedAndTakenAway()
    {
        var labels = ImageLabels.Of(Sources());
        ImageLabels.Add(labels, ["my=a=b", "org.opencontainers.image.title=", "org.opencontainers.image.url=x"]);
        Assert.Equal("a=b", labels["my"]);
        Assert.Equal("x", labels["org.opencontainers.image.url"]);
        Assert.DoesNotContain("org.opencontainers.image.title", labels.Keys);
    }

    [Theory]
    [InlineData("novalue", ExitCode.Usage)]
    [InlineData("=x", ExitCode.Usage)]
    [InlineData("a b=x", ExitCode.Usage)]
    [InlineData("com.odagrun.build.job-id=1", ExitCode.Refused)]
    public void Labels_ThatCannotBe_AreRefused(string label, int exitCode) =>
        Assert.Equal(exitCode, Assert.Throws<CommandException>(() => ImageLabels.Add([], [label])).ExitCode);

    [Theory]
    [InlineData("// SPDX-License-Identifier: EUPL-1.2 */", "EUPL-1.2")]
    [InlineData("Apache License\nVersion 2.0, January 2004", "Apache-2.0")]
    [InlineData("GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007", "GPL-3.0-only")]
    [InlineData("all rights are mine", null)]
    public void License_OfTheSources_IsNamedWhereItIsWellKnown(string text, string? expected)
    {
        File.WriteAllText(_directory.File("COPYING"), text);
        Assert.Equal(expected, RepositoryFacts.License(_directory.Path));
    }

    private LabelSources Sources() => new(
        _payload,
        new EnvelopeImage { Requested = "debian:12", Digest = "sha256:1", Composed = "x" },
        _variables.GetValueOrDefault,
        _directory.Path);
}
