using Microsoft.Extensions.Options;
using Odagrun.GitLab.Api;
using Odagrun.Jobs.Settings;
using Odagrun.Masking;

namespace Odagrun.Functions.Polling;

/// <summary>All configured runners.</summary>
internal sealed class Runners
{
    public Runners(IOptions<RunnersOptions> runners, IOptions<JobsOptions> jobs, ISecretMasker masker)
    {
        var systemId = new Lazy<string>(() => SystemIdFile.ReadOrCreate(jobs.Value.Directory));
        All = [.. runners.Value.Runners.Select(options =>
        {
            masker.Add(options.Token);
            return new Runner(options, new RunnerIdentity(options.Url, options.Token, options.SystemId ?? systemId.Value));
        })];
    }

    public IReadOnlyList<Runner> All { get; }
}
