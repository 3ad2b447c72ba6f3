using Odagrun.Lab.Rules;

namespace Odagrun.Lab.Tests.Rules;

public sealed class RuleExpressionTests
{
    private static readonly Dictionary<string, string> Variables = new()
    {
        ["BRANCH"] = "release-1.2",
        ["EMPTY"] = "",
        ["YES"] = "true",
        ["PATTERN"] = "/^release-/",
        ["NOPATTERN"] = "release",
        ["PATH_LIKE"] = "a/b",
    };

    [Theory]
    [InlineData("$BRANCH", true)]
    [InlineData("${BRANCH}", true)]
    [InlineData("$EMPTY", false)]
    [InlineData("$MISSING", false)]
    [InlineData("$BRANCH == \"release-1.2\"", true)]
    [InlineData("$BRANCH == 'release-1.2'", true)]
    [InlineData("\"release-1.2\" == $BRANCH", true)]
    [InlineData("$BRANCH != \"main\"", true)]
    [InlineData("$MISSING == null", true)]
    [InlineData("$EMPTY == null", false)]
    [InlineData("$EMPTY == \"\"", true)]
    [InlineData("$MISSING == \"\"", false)]
    [InlineData("$MISSING != null", false)]
    [InlineData("$BRANCH =~ /^release-/", true)]
    [InlineData("$BRANCH =~ /^RELEASE-/", false)]
    [InlineData("$BRANCH =~ /^RELEASE-/i", true)]
    [InlineData("$BRANCH !~ /^main$/", true)]
    [InlineData("$MISSING =~ /x/", false)]
    [InlineData("$MISSING !~ /x/", true)]
    [InlineData("$BRANCH =~ $PATTERN", true)]
    [InlineData("$BRANCH =~ $NOPATTERN", false)]
    [InlineData("$PATH_LIKE =~ /a\\/b/", true)]
    [InlineData("$BRANCH == $BRANCH && $YES == \"true\"", true)]
    [InlineData("$BRANCH && $EMPTY", false)]
    [InlineData("$EMPTY || $YES", true)]
    [InlineData("$YES || $EMPTY && $MISSING", true)]
    [InlineData("($YES || $EMPTY) && $MISSING", false)]
    [InlineData("($YES == \"true\" || ($EMPTY && $MISSING)) && $BRANCH =~ /1\\.2$/", true)]
    [InlineData("  $YES==\"true\"&&$BRANCH  ", true)]
    public void Holds_GivenVariables_IsAsInGitLab(string expression, bool expected) =>
        Assert.Equal(expected, RuleExpression.Parse(expression).Holds(Variables.GetValueOrDefault));

    [Theory]
    [InlineData("$A ==")]
    [InlineData("== $A")]
    [InlineData("($A")]
    [InlineData("$A)")]
    [InlineData("$A = \"b\"")]
    [InlineData("$A =~ /(/")]
    [InlineData("A == \"b\"")]
    [InlineData("")]
    [InlineData("$A $B")]
    public void Parse_WrongExpression_IsRefused(string expression) =>
        Assert.Throws<ExpressionException>(() => RuleExpression.Parse(expression));
}
