using Odagrun.Caches.Naming;

namespace Odagrun.Functions.Caching;

/// <summary>Section <c>Odagrun:Caches</c>: caches, work spaces and git caches in the registry.</summary>
internal sealed record CachesOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Odagrun:Caches";

    /// <summary>How they come into a pod.</summary>
    public CacheDelivery Delivery { get; init; }

    /// <summary>Days after which one that nobody used is deleted.</summary>
    public int KeepDays { get; init; } = 14;

    /// <summary>Hours after which a work space of a pipeline that nobody used is deleted.</summary>
    public int KeepPipelineHours { get; init; } = 24;

    /// <summary>Hours after which an executor image that nobody used is deleted.</summary>
    public int KeepImageHours { get; init; } = 24;

    /// <summary>How often Reconcile sweeps; zero: never.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Who may use work spaces of the scope global.</summary>
    public GlobalScope Global { get; init; } = GlobalScope.All;

    /// <summary>The secret that seals what is stored; null: each runner's token.</summary>
    public string? Key { get; init; }

    /// <summary>Names no secret.</summary>
    public override string ToString() => $"{Delivery}, {KeepDays} days";
}
