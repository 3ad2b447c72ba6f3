namespace Odagrun.Functions.Polling;

/// <summary>
/// A runner whose token GitLab calls invalid, or whose requests it refuses three times in a row, is asked for only once an hour: the
/// token may be good again one day, and until then nobody is to be bothered.
/// </summary>
internal sealed class RunnerHealth
{
    public const int Limit = 3;

    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(60);

    private int _refusals;

    public bool IsHealthy => _refusals < Limit;

    /// <summary>True at the refusal that makes it unhealthy: the one to be told.</summary>
    public bool Refused(bool isCertain)
    {
        var wasHealthy = IsHealthy;
        _refusals = isCertain ? Limit : Math.Min(_refusals + 1, Limit);
        return wasHealthy && !IsHealthy;
    }

    /// <summary>True when it was unhealthy before.</summary>
    public bool Accepted()
    {
        var recovered = !IsHealthy;
        _refusals = 0;
        return recovered;
    }
}
