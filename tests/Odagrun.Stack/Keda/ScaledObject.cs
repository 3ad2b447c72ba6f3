namespace Odagrun.Stack.Keda;

/// <summary>
/// KEDA's rule between none and one: active when any trigger is; back to none once the last active poll lies a cooldown back; where no
/// trigger is active and one could not be asked, everything stays as it is.
/// </summary>
public sealed class ScaledObject(TimeSpan cooldown)
{
    private DateTimeOffset? _lastActive;

    /// <summary>
    /// How many replicas there should be after a poll at <paramref name="now"/>, where there are <paramref name="replicas"/> (0 or 1).
    /// </summary>
    public int Decide(IReadOnlyList<TriggerReading> readings, int replicas, DateTimeOffset now)
    {
        if (readings.Contains(TriggerReading.Active))
        {
            _lastActive = now;
            return 1;
        }

        return !readings.Contains(TriggerReading.Error) && (_lastActive is not { } last || now - last >= cooldown) ? 0 : replicas;
    }
}
