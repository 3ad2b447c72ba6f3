using Odagrun.Jobs.Queues;

namespace Odagrun.Functions.Tests.Fakes;

/// <summary>All queues in memory.</summary>
internal sealed class FakeQueues(TimeProvider clock) : IJobQueues
{
    private readonly Dictionary<string, FakeQueue> _queues = [];

    /// <summary>Throws at each enqueue while set: the storage is out of reach, or the process ends right before it.</summary>
    public Exception? Broken { get; set; }

    public FakeQueue Of(string name)
    {
        lock (_queues)
        {
            return _queues.TryGetValue(name, out var queue) ? queue : _queues[name] = new FakeQueue(name, clock, () => Broken);
        }
    }

    public IJobQueue Get(string name) => Of(name);
}
