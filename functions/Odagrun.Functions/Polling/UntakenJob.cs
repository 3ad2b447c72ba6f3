namespace Odagrun.Functions.Polling;

/// <summary>
/// A job as it was when it was last seen to change; <paramref name="touched"/> is the record's own note, <paramref name="since"/> a
/// timestamp of this process: clocks of others may differ.
/// </summary>
internal sealed class UntakenJob(DateTimeOffset touched, long since)
{
    public DateTimeOffset Touched { get; } = touched;

    public long Since { get; } = since;

    /// <summary>How often its ticket was put back.</summary>
    public int Copies { get; set; }

    /// <summary>GitLab wants it no more: a worker will find that out, and end it.</summary>
    public bool IsOver { get; set; }
}
