using Odagrun.Bench;
using Odagrun.Bench.Caches;
using Odagrun.Bench.Cluster;
using Odagrun.Bench.Compose;
using Odagrun.Bench.Git;
using Odagrun.Bench.Hosts;
using Odagrun.Bench.Masking;
using Odagrun.Bench.Push;
using Odagrun.Bench.Unpack;
using Spectre.Console;

IMeasurement[] measurements =
[
    new ExecutorMeasurement(), new ComposeMeasurement(), new PushMeasurement(), new UnpackMeasurement(), new CheckoutMeasurement(),
    new MaskerMeasurement(),
    new PickUpMeasurement(), new HostsMeasurement(), new WakeMeasurement(),
    new CachesMeasurement(), new GitCacheMeasurement(),
];

// These want more of the machine: they are run when they are named.
IMeasurement[] onRequest = [new ClusterMeasurement()];
var wanted = args.Length == 0 ? measurements : [.. measurements.Concat(onRequest).Where(measurement => args.Contains(measurement.Name))];
if (wanted.Length == 0)
{
    var names = string.Join(", ", measurements.Concat(onRequest).Select(measurement => measurement.Name));
    await Console.Error.WriteLineAsync($"no measurement is called '{string.Join(' ', args)}'; there are: {names}");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

foreach (var measurement in wanted)
{
    TablePrinter.Print(await measurement.RunAsync(stop.Token), AnsiConsole.Console);
}

return 0;
