using System.Globalization;
using Odagrun.Stack.Cluster;

namespace Odagrun.Bench.Cluster;

/// <summary>The floor: a pod without anything of ours but the image, made with kubectl, whose process says when it began.</summary>
internal sealed record BarePod(DateTimeOffset Asked, DateTimeOffset Made, DateTimeOffset Scheduled, DateTimeOffset Started)
{
    public static async Task<BarePod> RunAsync(
        Kubectl kubectl, PodWatch watch, string name, string image, CancellationToken cancellationToken)
    {
        var asked = TimeProvider.System.GetUtcNow();
        await kubectl.CreateAsync(
            $$"""
            apiVersion: v1
            kind: Pod
            metadata: {name: {{name}}}
            spec:
              restartPolicy: Never
              automountServiceAccountToken: false
              containers:
              - {name: one, image: "{{image}}", command: [/bin/cat, /proc/uptime]}
            """,
            cancellationToken);
        while ((await kubectl.RunAsync(["get", "pod", name, "--output", "jsonpath={.status.phase}"], cancellationToken)).Trim() is "Pending"
            or "Running")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
        }

        // The kernel's uptime is the same in the pod and here, in hundredths of a second; busybox' date has whole seconds only.
        var said = Uptime(await kubectl.RunAsync(["logs", name], cancellationToken));
        var started = TimeProvider.System.GetUtcNow() - (Uptime(await File.ReadAllTextAsync("/proc/uptime", cancellationToken)) - said);
        await kubectl.RunAsync(["delete", "pod", name, "--grace-period", "0", "--force"], cancellationToken);
        var times = watch.Find(name) ?? throw new InvalidOperationException($"pod {name} was not seen");
        return new BarePod(asked, times.Made, times.Scheduled, started);
    }

    private static TimeSpan Uptime(string text) =>
        TimeSpan.FromSeconds(double.Parse(text.Trim().Split(' ')[0], CultureInfo.InvariantCulture));
}
