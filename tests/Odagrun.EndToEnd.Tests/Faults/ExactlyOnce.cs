using Odagrun.Lab.Jobs;
using Odagrun.Lab.Web;

namespace Odagrun.EndToEnd.Tests.Faults;

/// <summary>What has to hold for every job, whatever broke around it.</summary>
internal static class ExactlyOnce
{
    /// <summary>
    /// All jobs succeeded, each run once, ended once, with its whole log written by one writer; and nothing of them is left. An answer
    /// with a job in it may have been lost: GitLab takes such a run back by itself, and it must never have started.
    /// </summary>
    public static async Task AssertAsync(Rig rig, PipelineView pipeline)
    {
        Assert.All(pipeline.Jobs, job => Assert.True(job.Status == JobStatus.Success && IsRight(rig, job), rig.Story(pipeline)));
        Assert.All(pipeline.RetriedJobs, job =>
            Assert.True(
                job.FailureReason == "runner_provisioning_timeout" && rig.Lab.FindLedger(job.Id)!.Starts == 0, rig.Story(pipeline)));
        Assert.Empty(await rig.LeftoversAsync(TestContext.Current.CancellationToken));
    }

    private static bool IsRight(Rig rig, JobView job) =>
        rig.Lab.FindLedger(job.Id)! is { Starts: 1, Finals.Count: 1, ConflictingTraces: 0, RestartedTraces: 0, ChecksumMismatches: 0 }
        && JobOutput.IsComplete(rig.Lab.Trace(job.Id));
}
