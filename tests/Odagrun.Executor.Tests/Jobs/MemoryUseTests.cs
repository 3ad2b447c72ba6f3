using Odagrun.Executor.Jobs;
using Odagrun.Stack;

namespace Odagrun.Executor.Tests.Jobs;

public sealed class MemoryUseTests : IDisposable
{
    private readonly WorkDirectory _directory = WorkDirectory.Create("cgroup");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("67108864\n", "its limit is 64 MiB, the most it used was 63.5 MiB")]
    [InlineData("max\n", "it has no limit of its own, the most it used was 63.5 MiB; the node had no more")]
    public void Read_OfVersionTwo_HasKillsLimitAndPeak(string limit, string sentence)
    {
        Write("memory.events", "low 0\nhigh 0\nmax 12\noom 3\noom_kill 2\n");
        Write("memory.max", limit);
        Write("memory.peak", "66584576\n");

        var use = MemoryUse.Read(_directory.Path, "/nowhere");

        Assert.Equal(2, use!.Kills);
        Assert.Equal(sentence, use.ToString());
    }

    [Theory]
    [InlineData("33554432\n", "its limit is 32 MiB, the most it used was 32 MiB")]
    [InlineData("9223372036854771712\n", "it has no limit of its own, the most it used was 32 MiB; the node had no more")]
    public void Read_OfVersionOne_HasKillsLimitAndPeak(string limit, string sentence)
    {
        Write("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n");
        Write("memory.limit_in_bytes", limit);
        Write("memory.max_usage_in_bytes", "33554432\n");

        var use = MemoryUse.Read("/nowhere", _directory.Path);

        Assert.Equal(1, use!.Kills);
        Assert.Equal(sentence, use.ToString());
    }

    [Fact]
    public void Read_WhereNoControlGroupIsSeen_IsNothing() => Assert.Null(MemoryUse.Read("/nowhere", "/nowhere"));

    private void Write(string file, string content) => File.WriteAllText(_directory.File(file), content);
}
