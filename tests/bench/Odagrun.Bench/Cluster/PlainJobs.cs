using System.Diagnostics;
using System.Globalization;
using Odagrun.Stack.Cluster;

namespace Odagrun.Bench.Cluster;

/// <summary>What scheduler, controllers and kubelet give without Odagrun: Jobs of the same image that sleep, all at once.</summary>
internal static class PlainJobs
{
    public static async Task<TimeSpan> RunAsync(Kubectl kubectl, string image, int count, int seconds, CancellationToken cancellationToken)
    {
        var manifest = string.Join("\n---\n", Enumerable.Range(0, count).Select(index => string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: plain-{{index}}
              labels: {bench: plain}
            spec:
              backoffLimit: 0
              template:
                spec:
                  restartPolicy: Never
                  automountServiceAccountToken: false
                  containers:
                  - {name: one, image: "{{image}}", command: [/bin/sleep, "{{seconds}}"]}
            """)));
        var began = Stopwatch.GetTimestamp();
        await kubectl.CreateAsync(manifest, cancellationToken);
        await kubectl.RunAsync(
            ["wait", "job", "--selector", "bench=plain", "--for", "condition=complete", "--timeout", "10m"], cancellationToken);
        return Stopwatch.GetElapsedTime(began);
    }
}
