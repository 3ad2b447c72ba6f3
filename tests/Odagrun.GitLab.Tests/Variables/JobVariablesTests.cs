using Odagrun.GitLab.Payload;
using Odagrun.GitLab.Variables;

namespace Odagrun.GitLab.Tests.Variables;

/// <summary>What GitLab Runner's common/spec/variables_test.go asks of variables, as own data.</summary>
public sealed class JobVariablesTests
{
    [Fact]
    public void Get_SeveralOfOneName_LastWins()
    {
        var variables = JobVariables.From([Of("A", "first"), Of("B", "other"), Of("A", "second"), Of("A", "third")]);

        Assert.Equal("third", variables.Get("A"));
        Assert.Equal(["B", "A"], variables.All.Select(variable => variable.Key!));
    }

    [Fact]
    public void Get_Unknown_IsEmpty() => Assert.Equal("", JobVariables.Empty.Get("A"));

    [Fact]
    public void Get_ReferenceToReference_IsExpandedOnce()
    {
        var variables = JobVariables.From([Of("KEY", "see $MIDDLE"), Of("MIDDLE", "here $LAST"), Of("LAST", "end")]);

        Assert.Equal("see here $LAST", variables.Get("KEY"));
        Assert.Equal("here end", variables.Get("MIDDLE"));
    }

    [Fact]
    public void Expand_Text_UsesExpandedValues()
    {
        var variables = JobVariables.From([Of("REGISTRY", "$HOST:5000"), Of("HOST", "registry.example")]);

        Assert.Equal("registry.example:5000/app:", variables.Expand("${REGISTRY}/app:$TAG"));
    }

    [Fact]
    public void Get_Raw_IsNotExpanded()
    {
        var variables = JobVariables.From([Of("BASE", "x"), Of("RAW", "a$BASE") with { Raw = true }, Of("COOKED", "a$BASE")]);

        Assert.Equal("a$BASE", variables.Get("RAW"));
        Assert.Equal("ax", variables.Get("COOKED"));
    }

    [Fact]
    public void Get_FileVariable_IsItsPathAndContentIsKept()
    {
        var variables = JobVariables.From(
        [
            Of("CONFIG", "secret $NOT_EXPANDED") with { File = true },
            Of("COPY", "${CONFIG}.bak"),
            Of(JobVariables.FileDirectoryKey, "/builds/group/project.tmp"),
        ]);

        Assert.Equal("/builds/group/project.tmp/CONFIG", variables.Get("CONFIG"));
        Assert.Equal("secret $NOT_EXPANDED", variables.Content("CONFIG"));
        Assert.Equal("/builds/group/project.tmp/CONFIG.bak", variables.Get("COPY"));
        Assert.Equal("--config=/builds/group/project.tmp/CONFIG", variables.Expand("--config=$CONFIG"));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("TrUe", true)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("-1", false)]
    [InlineData("100", false)]
    [InlineData("yes", false)]
    [InlineData("", false)]
    public void IsTrue_Value_FollowsGitLabRunner(string value, bool expected) =>
        Assert.Equal(expected, JobVariables.From([Of("FLAG", value)]).IsTrue("FLAG"));

    [Fact]
    public void MaskedValues_ReferencingSecret_HoldsBothForms()
    {
        var variables = JobVariables.From(
            [Of("USER", "me"), Of("LOGIN", "$USER:pass") with { Masked = true }, Of("BLANK", " ") with { Masked = true }]);

        Assert.Equal(["$USER:pass", "me:pass"], variables.MaskedValues);
    }

    [Fact]
    public void From_NullsAndNamelessEntries_AreLeftOut()
    {
        var variables = JobVariables.From([null!, new JobVariable { Value = "x" }, new JobVariable { Key = "A" }]);

        Assert.Equal("A", Assert.Single(variables.All).Key);
        Assert.Equal("", variables.Get("A"));
    }

    [Fact]
    public void With_Later_Wins() => Assert.Equal("2", JobVariables.From([Of("A", "1")]).With([Of("A", "2")]).Get("A"));

    private static JobVariable Of(string key, string value) => new() { Key = key, Value = value };
}
