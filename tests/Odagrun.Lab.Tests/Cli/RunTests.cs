using Odagrun.Lab.Running;

namespace Odagrun.Lab.Tests.Cli;

public sealed class RunTests
{
    [Theory]
    [InlineData("--variable", "noequals", "--variable 'noequals' is not NAME=VALUE")]
    [InlineData("--variable", "=value", "--variable '=value' is not NAME=VALUE")]
    [InlineData("--load-image", "noequals", "--load-image 'noequals' is not NAME=VALUE")]
    [InlineData("--load-image", "TOOLS=/no/such/layer.tar.gz", "--load-image TOOLS=/no/such/layer.tar.gz: there is no such file")]
    public void Option_ThatIsWrong_IsSaidBeforeAnythingStarts(string option, string value, string expected)
    {
        var errors = RunCommand.Create().Parse([".", option, value]).Errors;

        Assert.Equal(expected, Assert.Single(errors).Message);
    }
}
