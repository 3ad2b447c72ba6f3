namespace Odagrun.Lab.Terminal;

/// <summary>Where a job's time went; null: not known, or it never came to that.</summary>
internal sealed record JobTimes(string Job)
{
    /// <summary>Pending until a runner had it.</summary>
    public TimeSpan? Queue { get; init; }

    /// <summary>Its image put together.</summary>
    public TimeSpan? Compose { get; init; }

    /// <summary>Until the executor said running.</summary>
    public TimeSpan? Start { get; init; }

    /// <summary>Sources fetched and checked out.</summary>
    public TimeSpan? Git { get; init; }

    /// <summary>Artifacts of earlier jobs downloaded.</summary>
    public TimeSpan? Artifacts { get; init; }

    /// <summary>script and after_script.</summary>
    public TimeSpan? Script { get; init; }

    /// <summary>Artifacts and caches uploaded.</summary>
    public TimeSpan? Upload { get; init; }

    /// <summary>From pending to its end.</summary>
    public TimeSpan? Total { get; init; }
}
