namespace Odagrun.Lab.Faults;

/// <summary>The faults to come.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<Planned> _faults = [];

    /// <summary>Faults that still have strikes left.</summary>
    public int Pending
    {
        get
        {
            lock (_lock)
            {
                return _faults.Count;
            }
        }
    }

    /// <summary>Adds one.</summary>
    public void Add(LabFault fault)
    {
        lock (_lock)
        {
            _faults.Add(new Planned(fault));
        }
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _faults.Clear();
        }
    }

    /// <summary>The first fault that strikes this request; counts it.</summary>
    internal LabFault? Take(string endpoint, long? jobId, string? jobName, string? state)
    {
        lock (_lock)
        {
            foreach (var planned in _faults)
            {
                var fault = planned.Fault;
                var matches = (fault.Endpoint ?? endpoint) == endpoint
                    && (fault.JobId is null || fault.JobId == jobId)
                    && (fault.JobName is null || fault.JobName == jobName)
                    && (fault.State is null || fault.State == state);
                if (!matches || planned.Seen++ < fault.After)
                {
                    continue;
                }

                if (planned.Seen >= fault.After + fault.Times)
                {
                    _faults.Remove(planned);
                }

                return fault;
            }
        }

        return null;
    }

    private sealed class Planned(LabFault fault)
    {
        public LabFault Fault { get; } = fault;

        public int Seen { get; set; }
    }
}
