namespace Odagrun.Executor.Git;

/// <summary>GIT_SUBMODULE_STRATEGY, _DEPTH, _PATHS and _FORCE_HTTPS.</summary>
internal sealed record SubmoduleOptions
{
    /// <summary>Which.</summary>
    public SubmoduleStrategy Strategy { get; init; }

    /// <summary>How many commits; null = as many as the project; 0 = all.</summary>
    public int? Depth { get; init; }

    /// <summary>Paths to take, or with <c>:(exclude)</c> in front to leave; empty = all.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Turns ssh URLs of the project's own server into https ones, so that the job token opens them.</summary>
    public bool ForceHttps { get; init; }
}
