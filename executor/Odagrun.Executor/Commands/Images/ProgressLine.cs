namespace Odagrun.Executor.Commands.Images;

/// <summary>
/// One line of progress, written over itself at most once a second (GitLab shows what follows the last carriage return), and not at all
/// for what is done within a second.
/// </summary>
internal sealed class ProgressLine(TextWriter writer, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly long _started = clock.GetTimestamp();
    private TimeSpan _shown;
    private bool _isOpen;

    /// <summary>Since the beginning.</summary>
    internal TimeSpan Elapsed => clock.GetElapsedTime(_started);

    /// <summary>Shows the text of <paramref name="describe"/>, which gets the time since the beginning, if it is time.</summary>
    internal void Show(Func<TimeSpan, string> describe)
    {
        lock (_lock)
        {
            var elapsed = Elapsed;
            if (elapsed - _shown >= Interval)
            {
                _shown = elapsed;
                _isOpen = true;
                writer.Write($"\r\e[0K{describe(elapsed)}");
                writer.Flush();
            }
        }
    }

    /// <summary>Takes the line away: the next output begins where it stood.</summary>
    internal void End()
    {
        lock (_lock)
        {
            if (_isOpen)
            {
                _isOpen = false;
                writer.Write("\r\e[0K");
                writer.Flush();
            }
        }
    }
}
