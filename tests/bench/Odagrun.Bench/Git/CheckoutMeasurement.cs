using System.Text;
using Odagrun.Lab;
using Odagrun.Stack;
using Odagrun.Stack.Installation;

namespace Odagrun.Bench.Git;

/// <summary>Fetching and checking out a repository of 5,000 files over HTTP: the published executor beside git.</summary>
internal sealed class CheckoutMeasurement : IMeasurement
{
    private const string Project = "bench/files";
    private const int Files = 5000;
    private const int Times = 10;

    public string Name => "git";

    public async Task<ResultTable> RunAsync(CancellationToken cancellationToken)
    {
        using var directory = WorkDirectory.Create("bench-git");
        await using var lab = await LabServer.StartAsync(new LabOptions { PipelinesOnPush = false }, cancellationToken);
        await lab.CreateProjectAsync(Project, Content(), cancellationToken);
        var sha = await lab.CommitAsync(Project, new Dictionary<string, string?> { ["last"] = "x" }, "Last", "main", cancellationToken);
        var url = $"{lab.Url}/{Project}.git";
        var token = lab.ProjectToken(Project);

        var layer = Path.Combine(RepositoryPaths.ExecutorLayer, "layer.tar.gz");
        await TimedProcess.RunAsync($"tar -xzf {layer} -C {directory.Path}", cancellationToken);
        var lib = directory.File(".odagrun/lib");
        var own = new Sample();
        var git = new Sample();
        for (var i = 0; i < Times; i++)
        {
            var executor = await TimedProcess.RunAsync(
                $"export ODAGRUN_GIT_LOGIN=any:{token}; {lib}/ld-linux-x86-64.so.2 --library-path {lib} {lib}/../bin/odagrun get-sources "
                + $"--url {url} --sha {sha} --ref main --depth 20 --refspec +{sha}:refs/pipelines/1 --directory {directory.File($"own{i}")}",
                cancellationToken);
            var clone = await TimedProcess.RunAsync(
                $"git clone -q --depth 20 --no-tags {url.Replace("http://", $"http://any:{token}@", StringComparison.Ordinal)} {directory.File($"git{i}")}", cancellationToken);
            own.Add(executor.Milliseconds);
            git.Add(clone.Milliseconds);
        }

        var table = new ResultTable($"Checking out {Files} files over HTTP", ["what", "min / median / max, ms"]);
        table.Add("odagrun get-sources --depth 20", own.Summary);
        table.Add("git clone --depth 20 --no-tags", git.Summary);
        table.Note($"By turns, {Times} times; process start included; the server is the Lab's, with git http-backend.");
        return table;
    }

    // Lines of differing words, so that files neither compress to nothing nor to each other.
    private static Dictionary<string, string> Content()
    {
        var random = new Random(1);
        return Enumerable.Range(0, Files).ToDictionary(i => $"src/part{i / 50}/file{i}.c", i =>
        {
            var text = new StringBuilder();
            for (var line = 0; line < 40; line++)
            {
                text.Append("static int name").Append(random.Next()).Append(" = ").Append(random.Next()).Append(";\n");
            }

            return text.ToString();
        });
    }
}
