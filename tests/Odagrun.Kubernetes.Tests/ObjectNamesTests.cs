using Odagrun.Jobs.Tickets;

namespace Odagrun.Kubernetes.Tests;

public sealed class ObjectNamesTests
{
    [Theory]
    [InlineData("a", 1)]
    [InlineData("a-runner-with-the-longest-name1", long.MaxValue)]
    public void Of_AnyJob_IsALabelAndReadsBack(string runner, long id)
    {
        var job = new JobName(runner[..Math.Min(30, runner.Length)], id);

        var name = ObjectNames.Of(job);

        Assert.InRange(name.Length, 1, 63);
        Assert.Equal(job, ObjectNames.JobOf(name));
    }

    [Theory]
    [InlineData("default-token-abc")]
    [InlineData("odagrun-")]
    public void JobOf_AnotherObject_IsNull(string name) => Assert.Null(ObjectNames.JobOf(name));
}
