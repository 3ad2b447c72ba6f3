using System.Globalization;
using Odagrun.Lab;
using Odagrun.Lab.Running;
using Odagrun.Lab.Web;

namespace Odagrun.Bench;

/// <summary>One machine, warm: pending until the first line of the script, 20 jobs one after the other; then 100 jobs at once.</summary>
internal sealed class PickUpMeasurement : IMeasurement
{
    private const string Project = "bench/jobs";
    private const string Marker = "first-line-of-the-script";
    private const int Single = 20;
    private const int AtOnce = 100;

    public string Name => "pickup";

    public async Task<ResultTable> RunAsync(CancellationToken cancellationToken)
    {
        await using var parts = await LabWithRunner.StartAsync(
            new LabWithRunnerOptions { Lab = new LabOptions { TraceUpdateInterval = TimeSpan.FromSeconds(1) }, Limit = AtOnce },
            cancellationToken);
        var image = await parts.PushBusyboxAsync(cancellationToken);
        await parts.Installation.StartHostAsync(cancellationToken);
        await parts.Lab.CreateProjectAsync(
            Project, new Dictionary<string, string> { [".gitlab-ci.yml"] = Yaml(image, 1) }, cancellationToken);

        var table = new ResultTable("Jobs on one machine", ["what", "value", "goal"]);
        await RunPipelineAsync(parts, cancellationToken);
        var firstLine = new Sample();
        for (var i = 0; i < Single; i++)
        {
            var pipeline = await RunPipelineAsync(parts, cancellationToken);
            firstLine.Add(FirstLine(parts.Lab, pipeline.Jobs[0]));
        }

        table.Add("pending → first script line, 20 jobs, min / median / max", firstLine.Summary + " ms", "≤ 1000 ms at the median");
        await MeasureManyAsync(parts, image, table, cancellationToken);
        return table;
    }

    private static async Task MeasureManyAsync(LabWithRunner parts, string image, ResultTable table, CancellationToken cancellationToken)
    {
        await parts.Lab.CommitAsync(
            Project, new Dictionary<string, string?> { [".gitlab-ci.yml"] = Yaml(image, AtOnce) }, "Many", "main", cancellationToken);
        var many = await RunPipelineAsync(parts, cancellationToken);
        var took = many.FinishedAt!.Value - many.CreatedAt;
        var succeeded = many.Jobs.Count(job => job.Status == Lab.Jobs.JobStatus.Success && parts.Lab.FindLedger(job.Id)!.RanExactlyOnce);
        table.Add("100 jobs at once", string.Create(
            CultureInfo.InvariantCulture, $"{AtOnce / took.TotalMinutes:F0} jobs/minute, {succeeded} succeeded exactly once"), "");
        table.Add("memory of the functions' process, peak", PeakMemory.Of(parts.Installation.Host.Id), "≤ 150 MB");
    }

    private static async Task<PipelineView> RunPipelineAsync(LabWithRunner parts, CancellationToken cancellationToken)
    {
        var pipeline = await parts.Lab.CreatePipelineAsync(Project, "main", cancellationToken);
        return await parts.Lab.WaitForPipelineAsync(pipeline.Id, cancellationToken);
    }

    /// <summary>Milliseconds from pending to the time that stands in front of the script's first line.</summary>
    private static double FirstLine(LabServer lab, JobView job) =>
        (JobTimes.Printed(lab.Trace(job.Id), Marker) - job.QueuedAt!.Value).TotalMilliseconds;

    private static string Yaml(string image, int parallel) =>
        $"job:\n  image: {image}\n  script: [echo {Marker}]\n" + (parallel > 1 ? $"  parallel: {parallel}\n" : "");
}
