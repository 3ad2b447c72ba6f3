namespace Odagrun.Stack.Proxies;

/// <summary>The faults to come, and how many requests each has struck.</summary>
internal sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<(Fault Fault, int Left)> _faults = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _faults.Count;
            }
        }
    }

    public void Add(IEnumerable<Fault> faults)
    {
        lock (_lock)
        {
            _faults.AddRange(faults.Select(fault => (fault, fault.Times)));
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _faults.Clear();
        }
    }

    /// <summary>The first fault that fits; counts it.</summary>
    public Fault? Take(string method, string path)
    {
        lock (_lock)
        {
            var index = _faults.FindIndex(planned => planned.Fault.Fits(method, path));
            if (index < 0)
            {
                return null;
            }

            var (fault, left) = _faults[index];
            if (left > 1)
            {
                _faults[index] = (fault, left - 1);
            }
            else
            {
                _faults.RemoveAt(index);
            }

            return fault;
        }
    }
}
