using Odagrun.EndToEnd.Tests;

namespace Odagrun.Cluster.Tests.Scenarios;

/// <summary>One installation for the scenarios that need nothing special of it, with the wishes allowed that they make.</summary>
public sealed class ScenarioRig : IAsyncLifetime
{
    internal Rig Rig { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Rig = await Rig.StartAsync(
        TestContext.Current.CancellationToken,
        settings: new Dictionary<string, string>
        {
            ["Odagrun__Executor__ServiceTimeout"] = "00:00:05",
            ["Odagrun__Pods__ExplainAfter"] = "00:00:01",
            ["Odagrun__Pods__Life__TerminationGrace"] = "00:00:20",
            ["Odagrun__Pods__Metadata__LabelsOverwriteAllowed"] = "^scenario=",
            ["Odagrun__Pods__Sizes__Job__Cpu__RequestOverwriteMax"] = "64",
            ["Odagrun__Pods__Sizes__Job__Memory__LimitOverwriteMax"] = "256Mi",
            ["Odagrun__Pods__Sizes__Job__EphemeralStorage__LimitOverwriteMax"] = "64Mi",
            ["Odagrun__Pods__Scheduling__NodeSelectorOverwriteAllowed"] = "^pool=",
        });

    // Null where it could not be started.
    public ValueTask DisposeAsync() => Rig?.DisposeAsync() ?? ValueTask.CompletedTask;
}
