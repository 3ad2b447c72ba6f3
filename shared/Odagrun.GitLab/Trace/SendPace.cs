namespace Odagrun.GitLab.Trace;

/// <summary>
/// When the next part of a log may be sent. The server names its interval (3 s while somebody watches, else up to 60 s); the first
/// parts go sooner, so that a job shows its first lines at once. GitLab allows 200 trace calls a minute and job.
/// </summary>
internal sealed class SendPace(TimeProvider time)
{
    private const int CallsPerMinute = 150;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);
    private static readonly int[] FirstDelays = [200, 300, 500, 1000, 2000];

    private readonly Queue<long> _calls = [];
    private int _sent;
    private bool _heard;

    /// <summary>GitLab Runner's default until the server has named one.</summary>
    public static TimeSpan DefaultInterval => TimeSpan.FromSeconds(3);

    /// <summary>What the server asked for last.</summary>
    public TimeSpan Interval { get; private set; } = DefaultInterval;

    /// <summary>
    /// How long GitLab may hear nothing of a job that prints nothing; only an answer says that the job was canceled. Half a minute, as
    /// GitLab Runner has it; but whoever watches the log, for which the server asks for it every 3 s, is also who may cancel.
    /// </summary>
    public TimeSpan Silence =>
        !_heard || Interval > LongestSilence ? LongestSilence : Interval > DefaultInterval ? Interval : DefaultInterval;

    public void Hear(TimeSpan? interval)
    {
        if (interval is { } asked && asked > TimeSpan.Zero)
        {
            _heard = true;
            Interval = asked < Longest ? asked : Longest;
        }
    }

    /// <summary>For the end of a job: the server's idle interval does not hold up the last part.</summary>
    public void Reset() => Interval = DefaultInterval;

    /// <summary>The delay after a part that was taken.</summary>
    public TimeSpan AfterPart() => _sent < FirstDelays.Length ? TimeSpan.FromMilliseconds(FirstDelays[_sent++]) : Interval;

    /// <summary>Counts a call; the time to wait before it, so that the server's limit holds.</summary>
    public TimeSpan BeforeCall()
    {
        while (_calls.TryPeek(out var old) && time.GetElapsedTime(old) >= TimeSpan.FromMinutes(1))
        {
            _calls.Dequeue();
        }

        var wait = _calls.Count < CallsPerMinute ? TimeSpan.Zero : TimeSpan.FromMinutes(1) - time.GetElapsedTime(_calls.Peek());
        _calls.Enqueue(time.GetTimestamp());
        return wait;
    }
}
