using Odagrun.Lab.Jobs;
using Odagrun.Lab.Web;

namespace Odagrun.EndToEnd.Tests.BadInput;

/// <summary>What a user sees of a job: its state, the reason, and the words in the log.</summary>
internal static class Verdict
{
    /// <summary>The job failed for this reason, and its log says each of these words.</summary>
    public static void AssertFailed(this Rig rig, PipelineView pipeline, string job, string reason, params string[] words)
    {
        Assert.True((JobStatus.Failed, reason) == (pipeline.Job(job).Status, pipeline.Job(job).FailureReason), rig.Story(pipeline, job));
        rig.AssertSays(pipeline, job, words);
    }

    /// <summary>The job is green, and its log says each of these words.</summary>
    public static void AssertGreen(this Rig rig, PipelineView pipeline, string job, params string[] words)
    {
        Assert.True(pipeline.Job(job).Status == JobStatus.Success, rig.Story(pipeline, job));
        rig.AssertSays(pipeline, job, words);
    }

    /// <summary>A job's log without the time and stream in front of each line.</summary>
    public static string Log(this Rig rig, PipelineView pipeline, string job) =>
        string.Join('\n', rig.Trace(pipeline, job).Split('\n')
            .Select(line => line.Length >= 32 && line[4] == '-' && line[10] == 'T' ? line[32..] : line));

    private static void AssertSays(this Rig rig, PipelineView pipeline, string job, string[] words)
    {
        var log = rig.Log(pipeline, job);
        Assert.All(words, text => Assert.True(
            log.Contains(text, StringComparison.Ordinal), $"the log does not say: {text}\n{rig.Story(pipeline, job)}"));
    }

    private static string Story(this Rig rig, PipelineView pipeline, string job)
    {
        var log = rig.Log(pipeline, job);
        var shown = log.Length > 8000 ? log[..4000] + "\n…\n" + log[^4000..] : log;
        return $"{job} is {pipeline.Job(job).Status} {pipeline.Job(job).FailureReason}\n{shown}\n--- host ---\n{rig.Installation.Host.Output}";
    }
}
