using Microsoft.Extensions.Options;
using Odagrun.GitLab.Api;
using Odagrun.Jobs.Settings;
using Odagrun.Jobs.Store;
using Odagrun.Masking;

namespace Odagrun.Functions.Polling;

/// <summary>All configured runners.</summary>
internal sealed class Runners
{
    public Runners(IOptions<RunnersOptions> runners, IJobStore store, ISecretMasker masker)
    {
        All = [.. runners.Value.Runners.Select(options =>
        {
            masker.Add(options.Token);
            return new Runner(
                options, new RunnerIdentity(options.Url, options.Token, options.SystemId ?? store.SystemId) { Tls = options.Tls });
        })];
    }

    public IReadOnlyList<Runner> All { get; }
}
