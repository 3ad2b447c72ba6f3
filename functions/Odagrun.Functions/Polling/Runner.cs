using Odagrun.GitLab.Api;
using Odagrun.Jobs.Settings;

namespace Odagrun.Functions.Polling;

/// <summary>A configured runner and how it names itself to GitLab.</summary>
internal sealed record Runner(RunnerOptions Options, RunnerIdentity Identity)
{
    public string Name => Options.Name;
}
