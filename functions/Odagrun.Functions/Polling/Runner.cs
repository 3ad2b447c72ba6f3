using Odagrun.GitLab.Api;
using Odagrun.Jobs.Settings;

namespace Odagrun.Functions.Polling;

/// <summary>A configured runner and how it names itself to GitLab.</summary>
internal sealed class Runner(RunnerOptions options, RunnerIdentity identity)
{
    public RunnerOptions Options => options;

    /// <summary>Changes when GitLab has given a new token (<see cref="TokenRotation"/>).</summary>
    public RunnerIdentity Identity { get; set; } = identity;

    public string Name => Options.Name;
}
