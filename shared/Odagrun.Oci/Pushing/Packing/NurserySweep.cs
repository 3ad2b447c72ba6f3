namespace Odagrun.Oci.Pushing.Packing;

/// <summary>
/// Collects short-lived objects every few megabytes. Left to itself the collector waits until they fill the processor's cache, which
/// is a hundred megabytes on servers; a push shall need little memory everywhere.
/// </summary>
internal sealed class NurserySweep
{
    private const long Every = 8 << 20;

    private long _last = GC.GetTotalAllocatedBytes();

    public void Run()
    {
        var now = GC.GetTotalAllocatedBytes();
        if (now - _last >= Every)
        {
            _last = now;
            GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        }
    }
}
