using Odagrun.GitLab.Variables;

namespace Odagrun.GitLab.Tests.Variables;

/// <summary>Cases of Go's os.Expand as GitLab Runner's common/spec/variables_test.go leans on it, as own data.</summary>
public sealed class VariableExpansionTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("$NAME", "odagrun")]
    [InlineData("${NAME}", "odagrun")]
    [InlineData("a-$NAME-b", "a-odagrun-b")]
    [InlineData("$NAME$NAME", "odagrunodagrun")]
    [InlineData("${NAME}s and $NAMEs", "odagruns and ")]
    [InlineData("$$", "$")]
    [InlineData("$${NAME}", "${NAME}")]
    [InlineData("cost: 5$", "cost: 5$")]
    [InlineData("$/path", "$/path")]
    [InlineData("$ NAME", "$ NAME")]
    [InlineData("aa$@bb", "aabb")]
    [InlineData("aa${@}bb", "aabb")]
    [InlineData("$1$*$#$?$!$-x", "x")]
    [InlineData("$12", "2")]
    [InlineData("${}x", "x")]
    [InlineData("${NAME", "NAME")]
    [InlineData("$MISSING!", "!")]
    [InlineData("$REF", "$NAME")]
    [InlineData("ü$NAME€", "üodagrun€")]
    [InlineData("", "")]
    [InlineData("$", "$")]
    public void Expand_Text_FollowsGo(string text, string expected)
    {
        var values = new Dictionary<string, string> { ["NAME"] = "odagrun", ["REF"] = "$NAME" };

        Assert.Equal(expected, VariableExpansion.Expand(text, name => values.GetValueOrDefault(name, "")));
    }
}
