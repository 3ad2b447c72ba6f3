using Odagrun.Lab.Pipelines;

namespace Odagrun.Bench.Caches;

/// <summary>From the beginning of get_sources to a clean working tree, with the git cache and without.</summary>
internal sealed class GitCacheMeasurement : IMeasurement
{
    private const string Project = "bench/history";
    private const int Times = 5;

    public string Name => "git-cache";

    public async Task<ResultTable> RunAsync(CancellationToken cancellationToken)
    {
        await using var bench = await CacheBench.StartAsync(null, cancellationToken);
        await bench.Parts.Lab.CreateProjectAsync(Project, new Dictionary<string, string> { ["README"] = "bench" }, cancellationToken);
        var token = bench.Parts.Lab.ProjectToken(Project);
        await LongHistory.PushAsync(
            $"{bench.Parts.Lab.Url.Replace("http://", $"http://any:{token}@", StringComparison.Ordinal)}/{Project}.git", cancellationToken);

        var table = new ResultTable(
            $"Sources of {LongHistory.Files} files and {LongHistory.Commits} commits in a job", ["what", "min / median / max, ms", "goal"]);
        await bench.RunAsync(Project, $"job:\n  image: IMAGE\n  script: [echo {CacheBench.Marker}]\n", cancellationToken);
        table.Add("clone, whole history", (await SampleAsync(bench, "0", "", cancellationToken)).Summary, "");
        table.Add("clone, depth 20", (await SampleAsync(bench, "20", "", cancellationToken)).Summary, "");
        await bench.AgainAsync(Project, cancellationToken, Variables("0", "push"));
        table.Add("git cache, nothing new", (await SampleAsync(bench, "0", "pull", cancellationToken)).Summary, "≤ 500");
        table.Note(
            "By the times in the job's log: from the line that begins get_sources to the line that begins the script. The server is the Lab's, with git http-backend.");
        return table;
    }

    // The same commit each time: with the cache, nothing is new but the pipeline's ref.
    private static async Task<Sample> SampleAsync(CacheBench bench, string depth, string strategy, CancellationToken cancellationToken)
    {
        await bench.AgainAsync(Project, cancellationToken, Variables(depth, strategy));
        var sample = new Sample();
        for (var i = 0; i < Times; i++)
        {
            var (_, log) = await bench.AgainAsync(Project, cancellationToken, Variables(depth, strategy));
            var begun = JobTimes.Of(log, line => line.Contains("Getting source from Git repository", StringComparison.Ordinal));
            sample.Add(
                (JobTimes.Of(log, line => line.Contains("Executing \"step_script\"", StringComparison.Ordinal)) - begun).TotalMilliseconds);
        }

        return sample;
    }

    private static CiVariable[] Variables(string depth, string strategy) => [new("GIT_DEPTH", depth), new("GIT_CACHE_STRATEGY", strategy)];
}
