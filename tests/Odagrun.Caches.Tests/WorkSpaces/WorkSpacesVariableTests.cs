using System.Text;
using Odagrun.Caches.Naming;
using Odagrun.Caches.Requests;
using Odagrun.Caches.WorkSpaces;
using Odagrun.GitLab.Payload;
using Odagrun.Handover;

namespace Odagrun.Caches.Tests.WorkSpaces;

public sealed class WorkSpacesVariableTests
{
    [Fact]
    public void Read_WholeSchema_IsUnderstood()
    {
        var request = Assert.Single(Read(
            """
            - name: repo $ARCH
              key: x86
              scope: branch
              path:
                - repo/
                - "*.deb"
              environment: [BUILD_ID]
              strategy: push-pull
              mandatory: true
              threshold:
                method: file_count
                path: repo/**/*.deb
                min: 3
            """,
            variables: TestOwner.Variable("ARCH", "amd64")));

        var entry = request.Entry;
        Assert.Equal("work space repo amd64", entry.Name);
        Assert.Equal(TestOwner.Names.Tag(EnvelopeCacheKind.WorkSpace, TestOwner.Main, CacheScope.Branch, "repo amd64", "x86"), entry.Tag);
        Assert.Equal(["repo/", "*.deb"], entry.Paths);
        Assert.Equal(["BUILD_ID"], entry.Environment);
        Assert.True(entry is { Mandatory: true, Pull: true, Delete: false, SealKey: not null });
        Assert.Equal((EnvelopeThresholdMethod.FileCount, 3), (entry.Threshold.Method, entry.Threshold.Min));
        Assert.Equal(["repo/**/*.deb"], entry.Threshold.Paths);
    }

    [Theory]
    [InlineData("pull", true, false, false)]
    [InlineData("push", false, true, false)]
    [InlineData("push-pull", true, true, false)]
    [InlineData("pull-clean", true, false, true)]
    [InlineData("clean", false, false, true)]
    public void Read_Strategy_DecidesAboutUseStoringAndDeleting(string strategy, bool pull, bool push, bool delete)
    {
        var entry = Assert.Single(Read($"- {{name: a, path: b, strategy: {strategy}}}")).Entry;

        Assert.Equal((pull, push, delete), (entry.Pull, entry.SealKey is not null, entry.Delete));
    }

    [Theory]
    [InlineData("- name: a\n  paths: [b]", "'a'", "paths")]
    [InlineData("- name: a\n  path: b\n  scope: galaxy", "'a'", "galaxy")]
    [InlineData("- name: a\n  path: b\n  strategy: pul", "'a'", "pul")]
    [InlineData("- name: a\n  path: b\n  mandatory: perhaps", "'a'", "mandatory")]
    [InlineData("- name: a\n  path: b\n  threshold: {method: weight}", "'a'", "threshold: method")]
    [InlineData("- name: a\n  path: b\n  threshold: {min: -1}", "'a'", "threshold: min")]
    [InlineData("- name: a\n  path: b\n  threshold: {most: 1}", "'a'", "threshold: most")]
    [InlineData("- name: a\n  path: {b: c}", "'a'", "path")]
    [InlineData("- name: a\n  environment: [1X]", "'a'", "environment")]
    [InlineData("- path: b", "entry 1", "name")]
    [InlineData("- name: ok\n  path: b\n- just a text", "entry 2", "mapping")]
    [InlineData("name: a", "WORK_SPACES", "list")]
    [InlineData("- name: a\n  name: b", "WORK_SPACES", "twice")]
    [InlineData("- name: [", "WORK_SPACES", "YAML")]
    public void Read_WrongKeyOrValue_IsAnErrorThatNamesEntryAndKey(string yaml, string entry, string key)
    {
        var error = Assert.Throws<FormatException>(() => Read(yaml));

        Assert.Contains(entry, error.Message, StringComparison.Ordinal);
        Assert.Contains(key, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- {name: a, path: /etc}", "leaves the project")]
    [InlineData("- {name: a, path: ../other}", "leaves the project")]
    [InlineData("- {name: a, path: b/../../c}", "leaves the project")]
    [InlineData("- {name: \"a\\nb\", path: b}", "one line")]
    [InlineData("- {name: a}", "nothing to store")]
    public void Read_WhatMayNotBe_IsRefusedWithItsName(string yaml, string why)
    {
        var request = Assert.Single(Read(yaml));

        Assert.Contains(why, request.Entry.Problem, StringComparison.Ordinal);
        Assert.StartsWith("work space a", request.Entry.Name, StringComparison.Ordinal);
        Assert.Empty(request.Candidates);
        Assert.Null(request.Entry.SealKey);
    }

    [Fact]
    public void Read_RefusedMandatoryOne_StaysMandatory() =>
        Assert.True(Assert.Single(Read("- {name: a, path: /etc, mandatory: true}")).Entry.Mandatory);

    [Fact]
    public void Read_GlobalScope_IsOpenToNamedGroupsOnly()
    {
        const string yaml = "- {name: a, path: b, scope: global}";

        Assert.Null(Assert.Single(Read(yaml, GlobalScope.Parse("group"))).Entry.Problem);
        Assert.Contains("group/app", Assert.Single(Read(yaml, GlobalScope.Parse("other"))).Entry.Problem, StringComparison.Ordinal);
        Assert.Contains("Odagrun:Caches:Global", Assert.Single(Read(yaml, GlobalScope.None)).Entry.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TwoHundredEntries_AreCutAndSaid()
    {
        var yaml = new StringBuilder();
        for (var at = 0; at < 200; at++)
        {
            yaml.Append(System.Globalization.CultureInfo.InvariantCulture, $"- {{name: n{at}, path: p}}\n");
        }

        var requests = Read(yaml.ToString());

        Assert.Equal(51, requests.Count);
        Assert.Contains("200", requests[^1].Entry.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- &a {name: a, path: b}\n- *a")]
    [InlineData("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]")]
    public void Read_Aliases_AreRefusedAndNotFollowed(string yaml) =>
        Assert.Contains("anchor", Assert.Single(Read(yaml)).Entry.Problem, StringComparison.Ordinal);

    [Fact]
    public void Read_DeepNest_IsRefused()
    {
        var yaml = "- " + new string('[', 5000) + new string(']', 5000);

        Assert.Contains("nested", Assert.Single(Read(yaml)).Entry.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LongText_IsRefused() =>
        Assert.Contains("characters", Assert.Single(Read(new string('x', 100_000))).Entry.Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("   \n")]
    [InlineData("# nothing\n")]
    [InlineData("[]")]
    [InlineData("~")]
    public void Read_Nothing_IsNone(string yaml) => Assert.Empty(Read(yaml));

    private static IReadOnlyList<CacheRequest> Read(string yaml, GlobalScope? global = null, params JobVariable[] variables)
    {
        var payload = new JobPayload { Variables = [.. variables, TestOwner.Variable("WORK_SPACES", yaml)] };
        return new WorkSpacesVariable(
            TestOwner.Names, TestOwner.Main, TestOwner.Variables(payload.Variables), global ?? GlobalScope.All).Read(payload);
    }
}
