namespace Odagrun.Lab.Pipelines;

/// <summary>A job of a pipeline, everything in <c>.gitlab-ci.yml</c> resolved.</summary>
internal sealed record CiJob(string Name, string Stage, int StageIndex)
{
    /// <summary>The key in the file; differs from <see cref="Name"/> for <c>parallel</c>.</summary>
    public string Key { get; init; } = Name;

    /// <summary>before_script and script.</summary>
    public IReadOnlyList<string> Script { get; init; } = [];

    public IReadOnlyList<string> AfterScript { get; init; } = [];

    public IReadOnlyList<CiHook> Hooks { get; init; } = [];

    public CiImage? Image { get; init; }

    public IReadOnlyList<CiImage> Services { get; init; } = [];

    /// <summary>Global, job, rule and matrix variables, merged.</summary>
    public IReadOnlyList<CiVariable> Variables { get; init; } = [];

    public IReadOnlyList<CiArtifact> Artifacts { get; init; } = [];

    public IReadOnlyList<CiCache> Caches { get; init; } = [];

    /// <summary>Null: the job waits for all earlier stages.</summary>
    public IReadOnlyList<CiNeed>? Needs { get; init; }

    /// <summary>Null: artifacts of all earlier stages (or of needs).</summary>
    public IReadOnlyList<string>? Dependencies { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public string When { get; init; } = "on_success";

    public TimeSpan? StartIn { get; init; }

    public bool AllowFailure { get; init; }

    /// <summary>Exit codes that are allowed to fail; empty: as <see cref="AllowFailure"/> says.</summary>
    public IReadOnlyList<int> AllowFailureExitCodes { get; init; } = [];

    public CiRetry Retry { get; init; } = CiRetry.None;

    public TimeSpan? Timeout { get; init; }

    public bool Interruptible { get; init; }

    /// <summary>1-based number among <see cref="ParallelTotal"/>; 0: not parallel.</summary>
    public int ParallelIndex { get; init; }

    public int ParallelTotal { get; init; }

    /// <summary>The variables of this run of a matrix.</summary>
    public IReadOnlyDictionary<string, string>? Matrix { get; init; }

    public string? Environment { get; init; }
}
