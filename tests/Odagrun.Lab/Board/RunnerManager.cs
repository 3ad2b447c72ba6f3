using Odagrun.Lab.RunnerApi.Wire;

namespace Odagrun.Lab.Board;

/// <summary>One process that uses a runner's token, known by its system_id.</summary>
internal sealed class RunnerManager(string systemId)
{
    public string SystemId { get; } = systemId;

    /// <summary>What it said of itself last, features among it.</summary>
    public RunnerInfoRequest Info { get; set; } = new();

    public DateTimeOffset ContactedAt { get; set; }

    public bool Has(string feature) => Info.Features?.TryGetValue(feature, out var on) == true && on;
}
