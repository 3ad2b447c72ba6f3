using System.Globalization;
using System.Text.RegularExpressions;

namespace Odagrun.Bench.Caches;

/// <summary>A job that uses 500 MB of dependencies: as layers, fetched by the executor, and as a zip with curl and unzip.</summary>
internal sealed partial class CachesMeasurement : IMeasurement
{
    private const string Project = "bench/deps";
    private const int Times = 5;
    private const int ColdTimes = 2;

    private const string Plain = $"job:\n  image: IMAGE\n  script: [echo {CacheBench.Marker}]\n";

    public string Name => "caches";

    public async Task<ResultTable> RunAsync(CancellationToken cancellationToken)
    {
        using var tree = await CacheTree.MakeAsync(cancellationToken);
        await using var bench = await CacheBench.StartAsync(tree, cancellationToken);
        await bench.Parts.Lab.CreateProjectAsync(Project, new Dictionary<string, string> { ["README"] = "bench" }, cancellationToken);
        var table = new ResultTable(
            string.Create(CultureInfo.InvariantCulture,
                $"A job with a cache of {CacheTree.Files} files, {tree.Bytes / 1e6:F0} MB: pending → first script line"),
            ["what", "min / median / max, ms", "beyond no cache, ms", "goal"]);
        var plain = await MedianAsync(bench, Plain, Times, cancellationToken);
        table.Add("no cache", plain.Summary, "", "");
        var stored = await bench.RunAsync(Project, Fill(bench), cancellationToken);

        var zip = await ZipAsync(bench, tree, cancellationToken);
        table.Add("curl and unzip of a zip", zip.Summary, Number(zip.Median), "");
        var cold = new Sample();
        for (var i = 0; i < ColdTimes; i++)
        {
            await bench.ForgetLayersAsync(Project, Plain, cancellationToken);
            cold.Add(CacheBench.FirstLine(await bench.RunAsync(Project, Job("pull"), cancellationToken)));
        }

        table.Add("layer, the node has none of it", cold.Summary, Number(cold.Median - plain.Median),
            $"≤ {Number(0.7 * zip.Median)} (0.7 of the zip)");
        var warm = await MedianAsync(bench, Job("pull"), Times, cancellationToken);
        table.Add("layer, the node has it", warm.Summary, Number(warm.Median - plain.Median), "≤ 300");
        var fetched = await MedianAsync(
            bench, Job("pull", "  variables: {GIT_CLONE_PATH: $CI_BUILDS_DIR/elsewhere}\n"), 2, cancellationToken);
        table.Add("fetched by the executor", fetched.Summary, Number(fetched.Median - plain.Median), "");
        await PushAsync(bench, stored.Log, table, cancellationToken);
        table.Note(
            $"The zip ({tree.ZipBytes / 1000000} MB) is fetched from a server on this machine; curl and unzip run outside a container, and their time is taken alone.");
        return table;
    }

    private static async Task PushAsync(CacheBench bench, string first, ResultTable table, CancellationToken cancellationToken)
    {
        table.Add("storing it", Seconds(Stored().Match(first)), "", "");
        var before = bench.Blobs();
        var (_, log) = await bench.RunAsync(Project, Job("pull-push"), cancellationToken);
        table.Add("storing it unchanged", Seconds(Unchanged().Match(log)), "", "≤ 2000");

        // The job's own image has a config and a manifest of its own where its parts are others; those are no layers.
        table.Add("blobs that came into the registry thereby", (bench.Blobs() - before).ToString(CultureInfo.InvariantCulture), "",
            "0 of the cache");
    }

    private static async Task<Sample> ZipAsync(CacheBench bench, CacheTree tree, CancellationToken cancellationToken)
    {
        var sample = new Sample();
        for (var i = 0; i < 3; i++)
        {
            var target = tree.File($"unzipped{i}");
            sample.Add(
                (await TimedProcess.RunAsync(
                    $"mkdir {target}; cd {target}; curl -sf -o ../got.zip {bench.FilesUrl}/tree.zip; unzip -q ../got.zip",
                    cancellationToken)).Milliseconds);
            Directory.Delete(target, recursive: true);
        }

        return sample;
    }

    private static async Task<Sample> MedianAsync(CacheBench bench, string yaml, int times, CancellationToken cancellationToken)
    {
        await bench.RunAsync(Project, yaml, cancellationToken);
        var sample = new Sample();
        for (var i = 0; i < times; i++)
        {
            sample.Add(CacheBench.FirstLine(await bench.AgainAsync(Project, cancellationToken)));
        }

        return sample;
    }

    private static string Fill(CacheBench bench) =>
        "job:\n  image: IMAGE\n  cache: {key: deps, paths: [deps/], policy: push}\n"
        + $"  script: [mkdir deps, 'wget -q -O - {bench.FilesUrl}/tree.tar | tar -x -C deps']\n";

    private static string Job(string policy, string more = "") =>
        $"job:\n  image: IMAGE\n{more}  cache: {{key: deps, paths: [deps/], policy: {policy}}}\n  script: [echo {CacheBench.Marker}, test -s deps/package0/file0.js]\n";

    private static string Number(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:F0}");

    private static string Seconds(Match said) => said.Success
        ? Number(1000 * double.Parse(said.Groups["seconds"].Value, CultureInfo.InvariantCulture))
        : throw new InvalidOperationException("the job's log does not say how long it took to store");

    [GeneratedRegex(@"packed\) in (?<seconds>[\d.]+) s")]
    private static partial Regex Stored();

    [GeneratedRegex(@"unchanged; nothing is stored \((?<seconds>[\d.]+) s\)")]
    private static partial Regex Unchanged();
}
