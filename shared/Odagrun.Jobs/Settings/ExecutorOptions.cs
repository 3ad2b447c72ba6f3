namespace Odagrun.Jobs.Settings;

/// <summary>Section <c>Odagrun:Executor</c>: what runs inside the jobs' images.</summary>
public sealed record ExecutorOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Odagrun:Executor";

    /// <summary>The directory with <c>layer.json</c> and <c>layer.tar.gz</c>.</summary>
    public required string LayerDirectory { get; init; }

    /// <summary>The image of jobs that name none; null: such jobs fail.</summary>
    public string? DefaultImage { get; init; }

    /// <summary>CI_BUILDS_DIR.</summary>
    public string BuildsDir { get; init; } = "/builds";

    /// <summary>Bytes of a job's log after which output is no longer collected.</summary>
    public long OutputLimit { get; init; } = 16L << 20;

    /// <summary>How long a job waits for the ports of its services; zero: not at all.</summary>
    public TimeSpan ServiceTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
