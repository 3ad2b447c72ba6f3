using Odagrun.Lab.Jobs;
using Odagrun.Lab.Web;
using Spectre.Console;

namespace Odagrun.Lab.Terminal;

/// <summary>Sign and colour of a state.</summary>
internal static class JobMarks
{
    private static readonly string[] Turning = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

    /// <summary>One character; a running job's turns with the clock.</summary>
    public static string Sign(JobView job, long tick = 0) => job.Status switch
    {
        JobStatus.Success => "✓",
        JobStatus.Failed => job.AllowFailure ? "!" : "✗",
        JobStatus.Running or JobStatus.Canceling => Turning[tick % Turning.Length],
        JobStatus.Pending => job.IsPreparing ? Turning[tick % Turning.Length] : "…",
        JobStatus.Canceled => "⊘",
        JobStatus.Skipped => "»",
        JobStatus.Manual => "▷",
        _ => "·",
    };

    /// <summary>The colour of a job's sign and state.</summary>
    public static Color Color(JobView job) =>
        job.Status == JobStatus.Failed && job.AllowFailure ? Spectre.Console.Color.Yellow : Color(job.Status);

    /// <summary>The colour of a pipeline's state.</summary>
    public static Color Color(JobStatus status) => status switch
    {
        JobStatus.Success => Spectre.Console.Color.Green,
        JobStatus.Failed => Spectre.Console.Color.Red,
        JobStatus.Running => Spectre.Console.Color.Blue,
        JobStatus.Pending => Spectre.Console.Color.Yellow,
        _ => Spectre.Console.Color.Grey,
    };
}
