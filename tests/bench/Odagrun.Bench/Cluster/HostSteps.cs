using System.Globalization;
using System.Text.Json;
using Odagrun.Stack.Installation;

namespace Odagrun.Bench.Cluster;

/// <summary>When a job passed the functions' steps, from the journal line that the host logs of it.</summary>
internal sealed record HostSteps(DateTimeOffset Received, DateTimeOffset Prepared, DateTimeOffset Started)
{
    public static async Task<HostSteps> ReadAsync(LocalInstallation installation, long job, CancellationToken cancellationToken)
    {
        var line = await installation.Host.WaitForLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"-{job}: ended as "), cancellationToken);
        using var entry = JsonDocument.Parse(line[line.IndexOf('{', StringComparison.Ordinal)..]);
        return new HostSteps(Time("received"), Time("prepared"), Time("started"));

        DateTimeOffset Time(string name) => entry.RootElement.GetProperty(name).GetDateTimeOffset();
    }
}
