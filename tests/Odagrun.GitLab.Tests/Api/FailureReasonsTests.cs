using Odagrun.GitLab.Api;

namespace Odagrun.GitLab.Tests.Api;

/// <summary>What reaches the server (kinds of cases: gitlab-runner's common/failure_reason_mapper_test.go).</summary>
public sealed class FailureReasonsTests
{
    [Theory]
    [InlineData(FailureReason.ScriptFailure, "script_failure")]
    [InlineData(FailureReason.RunnerSystemFailure, "runner_system_failure")]
    [InlineData(FailureReason.JobExecutionTimeout, "job_execution_timeout")]
    [InlineData(FailureReason.ImagePullFailure, "runner_system_failure")]
    [InlineData(FailureReason.RunnerConfigurationError, "script_failure")]
    [InlineData(FailureReason.RunnerExternalDependencyFailure, "runner_system_failure")]
    [InlineData(FailureReason.RunnerInterrupted, "unknown_failure")]
    [InlineData(FailureReason.JobCanceled, "unknown_failure")]
    [InlineData(FailureReason.UnknownFailure, "unknown_failure")]
    public void ToWire_OldServer_GetsWhatItKnows(FailureReason reason, string expected) =>
        Assert.Equal(expected, FailureReasons.ToWire(reason, null));

    [Theory]
    [InlineData(FailureReason.RunnerConfigurationError, "runner_configuration_error")]
    [InlineData(FailureReason.ImagePullFailure, "image_pull_failure")]
    public void ToWire_ServerKnowsIt_GetsItAsIs(FailureReason reason, string name) =>
        Assert.Equal(name, FailureReasons.ToWire(reason, [name]));

    [Theory]
    [InlineData("glrt-abcdefghijkl", "abcdefghi")]
    [InlineData("glrt-t1_abcdefghijkl", "abcdefghi")]
    [InlineData("t3_abcdefghijkl", "abcdefghi")]
    [InlineData("glrtr-abcdefghijkl", "abcdefghi")]
    [InlineData("glcbt-abcdefghijkl", "abcdefghi")]
    [InlineData("GR1348941abcdefghijkl", "abcdefghi")]
    [InlineData("abcdefghijkl", "abcdefghi")]
    [InlineData("abc", "abc")]
    [InlineData("", "")]
    public void Shorten_Token_KeepsNineBehindPrefix(string token, string expected) => Assert.Equal(expected, RunnerTokens.Shorten(token));
}
