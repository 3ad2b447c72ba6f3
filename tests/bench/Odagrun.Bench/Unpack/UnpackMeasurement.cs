using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Odagrun.Handover;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Tickets;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Runc;
using Odagrun.Stack;
using Odagrun.Stack.Images;
using Odagrun.Stack.Installation;
using Odagrun.Stack.Processes;
using Odagrun.Stack.Services;

namespace Odagrun.Bench.Unpack;

/// <summary>
/// A machine that sees an image for the first time: from the registry to a running container, beside skopeo and umoci, and tar as
/// the floor. The three take turns; nothing is removed before the end, since ext4 is slow where files were just removed.
/// </summary>
internal sealed class UnpackMeasurement : IMeasurement
{
    private const int Times = 3;

    public string Name => "unpack";

    public async Task<ResultTable> RunAsync(CancellationToken cancellationToken)
    {
        await RunAsync("bash", Path.Combine(RepositoryPaths.Root, "tests", "demo", "prepare.sh"), cancellationToken);
        var layer = Path.Combine(Tools.Directory, "demo", "image.tar.gz");
        using var directory = WorkDirectory.Create("bench-unpack");
        await using var registry = await DockerRegistry.StartAsync(cancellationToken);
        using var pusher = new PlainImagePusher(registry.Host);
        await pusher.PushAsync(new PlainImage("bench/debian", "1") { LayerPath = layer, Entrypoint = ["/bin/true"] }, cancellationToken);
        var image = $"{registry.Host}/bench/debian:1";

        var (own, peer, floor) = (new Pair(), new Pair(), new Pair());
        for (var i = 0; i < Times; i++)
        {
            own.Add(await OwnAsync(ImageReference.Parse(image), directory.File($"own{i}"), cancellationToken));
            peer.Add(await TimedProcess.RunAsync(
                $"skopeo --insecure-policy copy -q --src-tls-verify=false docker://{image} oci:{directory.File($"oci{i}")}:1; "
                + $"umoci unpack --image {directory.File($"oci{i}")}:1 {directory.File($"umoci{i}")}",
                cancellationToken));
            floor.Add(await TimedProcess.RunAsync(
                $"mkdir {directory.File($"tar{i}")}; tar -xzf {layer} -C {directory.File($"tar{i}")}", cancellationToken));
        }

        var table = new ResultTable("First unpack of an image", ["what", "min / median / max, ms", "CPU: min / median / max, ms"]);
        table.Add("odagrun: pull, check, unpack, start the container", own.Wall.Summary, own.Cpu.Summary);
        table.Add("skopeo copy, umoci unpack", peer.Wall.Summary, peer.Cpu.Summary);
        table.Add("tar -xzf of the layer, nothing checked", floor.Wall.Summary, floor.Cpu.Summary);
        table.Note(
            $"The demo's Debian image with gcc: one layer of {new FileInfo(layer).Length / 1e6:F0} MB (gzip). The three by turns, {Times} times.");
        return table;
    }

    private static async Task<(double Milliseconds, double CpuMilliseconds)> OwnAsync(
        ImageReference image, string directory, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Odagrun:Runc:Directory"] = directory,
            ["Odagrun:Runc:CgroupParent"] = "/odagrun-bench",
        };
        await using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddLogging()
            .AddRegistryClient()
            .AddRuncPods()
            .BuildServiceProvider();
        var pods = services.GetRequiredService<IPodLauncher>();
        var request = new PodRequest(
            new JobName("bench", 1), image, "sealed"u8.ToArray(), JobKey.Create(), TimeSpan.FromMinutes(5), RegistryCredentials.Anonymous,
            new PodLimits());
        var (began, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var outcome = await pods.StartAsync(request, cancellationToken);
        var result = (Stopwatch.GetElapsedTime(began).TotalMilliseconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
        if (outcome.Result != PodStartResult.Started)
        {
            throw new InvalidOperationException($"the pod did not start: {outcome.Message}");
        }

        await pods.WaitAsync(request.Job, null, TimeSpan.FromMinutes(1), cancellationToken);
        await pods.DeleteAsync(request.Job, failed: false, cancellationToken);
        return result;
    }

    private static async Task RunAsync(string program, string argument, CancellationToken cancellationToken)
    {
        await using var process = ChildProcess.Start(new ProcessSpec(program, argument));
        if (await process.WaitAsync(cancellationToken) != 0)
        {
            throw new InvalidOperationException($"{argument} failed:\n{process.Output}");
        }
    }

    private sealed class Pair
    {
        public Sample Wall { get; } = new();

        public Sample Cpu { get; } = new();

        public void Add((double Milliseconds, double CpuMilliseconds) one)
        {
            Wall.Add(one.Milliseconds);
            Cpu.Add(one.CpuMilliseconds);
        }
    }
}
