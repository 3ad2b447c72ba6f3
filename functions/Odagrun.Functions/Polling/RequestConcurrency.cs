namespace Odagrun.Functions.Polling;

/// <summary>
/// How many job requests a runner has open: grows while jobs come, shrinks while none do or the server is under pressure.
/// </summary>
internal sealed class RequestConcurrency(int max)
{
    private double _limit = 1;

    public int Current => (int)_limit;

    public void JobReceived() => Scale(1.1);

    public void NothingReceived() => Scale(0.95);

    public void Throttled() => Scale(0.5);

    private void Scale(double factor) => _limit = Math.Clamp(_limit * factor, 1, max);
}
