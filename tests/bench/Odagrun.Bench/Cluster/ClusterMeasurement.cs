using System.Globalization;
using Odagrun.Lab;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Running;
using Odagrun.Lab.Web;
using Odagrun.Stack.Cluster;

namespace Odagrun.Bench.Cluster;

/// <summary>
/// A Kubernetes of one node, warm: pending until the first line of the script beside a bare pod of the same image made with kubectl,
/// by turns; then 100 jobs at once beside plain Jobs of the same image.
/// </summary>
internal sealed class ClusterMeasurement : IMeasurement
{
    private const string Project = "bench/jobs";
    private const string Marker = "first-line-of-the-script";
    private const int Single = 30;
    private const int AtOnce = 100;
    private const int Seconds = 5;

    public string Name => "cluster";

    public async Task<ResultTable> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var ground = await ClusterInstallation.PrepareAsync(cancellationToken);
            await using var parts = await LabWithRunner.StartAsync(
                new LabWithRunnerOptions { Lab = new LabOptions { TraceUpdateInterval = TimeSpan.FromSeconds(1) }, Limit = AtOnce }.In(
                    ground), cancellationToken);
            var busybox = await parts.PushBusyboxAsync(cancellationToken);
            await parts.Installation.StartHostAsync(cancellationToken);
            await parts.Lab.CreateProjectAsync(Project, new Dictionary<string, string>
            {
                [".gitlab-ci.yml"] = $"job: {{ image: {busybox}, script: [echo {Marker}] }}\n",
            }, cancellationToken);

            var table = new ResultTable("Jobs in Kubernetes", ["what", "value", "beside it"]);
            await using var watch = PodWatch.Start(ground.Namespace.Kubectl);
            await RunPipelineAsync(parts, cancellationToken);
            var image = watch.Image ?? throw new InvalidOperationException("the first job's pod was not seen");
            await MeasureOneAsync(parts, ground, watch, image, table, cancellationToken);
            await MeasureManyAsync(parts, ground, busybox, image, table, cancellationToken);
            return table;
        }
        finally
        {
            await TestCluster.StopAsync();
        }
    }

    private static async Task MeasureOneAsync(
        LabWithRunner parts, ClusterInstallation ground, PodWatch watch, string image, ResultTable table,
        CancellationToken cancellationToken)
    {
        var (first, floor, over) = (new Sample(), new Sample(), new Sample());
        var (ours, bare) = (new PhaseSamples(), new PhaseSamples());
        for (var turn = 0; turn < Single; turn++)
        {
            var job = (await RunPipelineAsync(parts, cancellationToken)).Jobs[0];
            var line = FirstLine(parts.Lab, job);
            var times = watch.Find($"-{job.Id.ToString(CultureInfo.InvariantCulture)}-")
                ?? throw new InvalidOperationException($"no pod of job {job.Id} was seen");
            var steps = await HostSteps.ReadAsync(parts.Installation, job.Id, cancellationToken);
            first.Add((line - job.QueuedAt!.Value).TotalMilliseconds);
            ours.Add(job.QueuedAt.Value, [
                ("pending → taken from GitLab", steps.Received), ("image composed", steps.Prepared), ("Job made, answered", steps.Started),
                ("pod made, seen by a watch", times.Made), ("pod has its node", times.Scheduled),
                ("executor told GitLab: running", job.StartedAt!.Value), ("first line of the script", line),
            ]);

            var one = await BarePod.RunAsync(ground.Namespace.Kubectl, watch, $"bare-{turn}", image, cancellationToken);
            floor.Add((one.Started - one.Asked).TotalMilliseconds);
            bare.Add(one.Asked, [("kubectl → pod made, seen by a watch", one.Made), ("pod has its node", one.Scheduled),
                ("its process runs", one.Started)]);
            over.Add((line - job.QueuedAt.Value - (one.Started - one.Asked)).TotalMilliseconds);
        }

        table.Add(
            $"pending → first script line, {Single} jobs: median, p95",
            Milliseconds(first), $"{Milliseconds(floor)}: kubectl → process of a bare pod of the same image");
        table.Add("more than the bare pod of the same turn: median, p95", Milliseconds(over), "goal: 700 ms at most");
        ours.AddTo(table, "  job: ");
        bare.AddTo(table, "  bare pod: ");
    }

    private static async Task MeasureManyAsync(
        LabWithRunner parts, ClusterInstallation ground, string busybox, string image, ResultTable table,
        CancellationToken cancellationToken)
    {
        await parts.Lab.CommitAsync(
            Project,
            new Dictionary<string, string?>
            {
                [".gitlab-ci.yml"] = $"job: {{ image: {busybox}, parallel: {AtOnce}, script: [sleep {Seconds}] }}\n",
            }, "Many", "main", cancellationToken);
        var account = $"system:serviceaccount:{ground.Namespace.Name}:odagrun";
        var before = await ApiRequests.CountAsync(ground.Cluster, account, cancellationToken);
        var many = await RunPipelineAsync(parts, cancellationToken);
        var took = many.FinishedAt!.Value - many.CreatedAt;
        var right = many.Jobs.Count(job => job.Status == JobStatus.Success && parts.Lab.FindLedger(job.Id)!.RanExactlyOnce);
        var memory = PeakMemory.Of(parts.Installation.Host.Id);
        await ground.NothingIsLeftAsync(cancellationToken);
        var requests = (await ApiRequests.CountAsync(ground.Cluster, account, cancellationToken)).Minus(before);
        var plain = await PlainJobs.RunAsync(ground.Namespace.Kubectl, image, AtOnce, Seconds, cancellationToken);
        table.Add(
            $"{AtOnce} jobs of {Seconds} s at once",
            string.Create(CultureInfo.InvariantCulture, $"{AtOnce / took.TotalMinutes:F0} jobs/minute ({right} succeeded exactly once)"),
            string.Create(CultureInfo.InvariantCulture, $"{AtOnce / plain.TotalMinutes:F0} plain Jobs/minute, made with kubectl"));
        table.Add("API requests a job, watches included",
            string.Create(CultureInfo.InvariantCulture, $"{requests.Total / (double)AtOnce:F1}"), "goal: 12 at most");
        table.Add("memory of the functions' process, peak", memory, "");
        table.Note($"API requests by kind: {requests}");
    }

    private static async Task<PipelineView> RunPipelineAsync(LabWithRunner parts, CancellationToken cancellationToken)
    {
        var pipeline = await parts.Lab.CreatePipelineAsync(Project, "main", cancellationToken);
        return await parts.Lab.WaitForPipelineAsync(pipeline.Id, cancellationToken);
    }

    // The time that stands in front of the script's first line.
    private static DateTimeOffset FirstLine(LabServer lab, JobView job)
    {
        var line = lab.Trace(job.Id).Split('\n')
            .FirstOrDefault(line => line.EndsWith(Marker, StringComparison.Ordinal) && !line.Contains('$', StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"job {job.Id} is {job.Status} {job.FailureReason}:\n{lab.Trace(job.Id)}");
        return DateTimeOffset.Parse(line[..line.IndexOf(' ', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
    }

    private static string Milliseconds(Sample sample) =>
        string.Create(CultureInfo.InvariantCulture, $"{sample.Median:F0}, {sample.P95:F0} ms");
}
