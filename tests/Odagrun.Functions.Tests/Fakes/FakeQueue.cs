using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Functions.Tests.Fakes;

/// <summary>One queue in memory with the service's rules: delays, invisibility, delivery counts.</summary>
internal sealed class FakeQueue(string name, TimeProvider clock, Func<Exception?> broken) : IJobQueue, IDisposable
{
    private readonly List<Entry> _entries = [];
    private readonly SemaphoreSlim _enqueued = new(0);

    public string Name => name;

    public List<string> Poisoned { get; } = [];

    public int Renewals { get; private set; }

    public void Dispose() => _enqueued.Dispose();

    public int Count
    {
        get
        {
            lock (_entries)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Takes the next visible ticket for good; null where there is none.</summary>
    public JobTicket? Take()
    {
        lock (_entries)
        {
            var entry = _entries.Find(entry => entry.Visible <= clock.GetUtcNow());
            _ = entry is not null && _entries.Remove(entry);
            return entry is null ? null : TicketFormat.Read(entry.Text);
        }
    }

    public void Put(string text)
    {
        lock (_entries)
        {
            _entries.Add(new Entry { Text = text, Visible = clock.GetUtcNow() });
        }

        _enqueued.Release();
    }

    public Task EnqueueAsync(JobTicket ticket, TimeSpan delay, CancellationToken cancellationToken)
    {
        if (broken() is { } error)
        {
            throw error;
        }

        lock (_entries)
        {
            _entries.Add(new Entry { Text = TicketFormat.Write(ticket), Visible = clock.GetUtcNow() + delay });
        }

        _enqueued.Release();
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<QueueDelivery>> ReceiveAsync(int max, TimeSpan invisibleFor, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_entries)
        {
            var visible = _entries.Where(entry => entry.Visible <= clock.GetUtcNow()).Take(max).ToList();
            return Task.FromResult<IReadOnlyList<QueueDelivery>>([.. visible.Select(entry =>
            {
                entry.Visible = clock.GetUtcNow() + invisibleFor;
                entry.Deliveries++;
                return new QueueDelivery(entry.Id, "receipt", entry.Text, entry.Text, entry.Deliveries);
            })]);
        }
    }

    public Task<bool> RenewAsync(QueueDelivery message, TimeSpan invisibleFor, CancellationToken cancellationToken)
    {
        lock (_entries)
        {
            var entry = _entries.Find(entry => entry.Id == message.Id);
            Renewals++;
            if (entry is not null)
            {
                entry.Visible = clock.GetUtcNow() + invisibleFor;
                _enqueued.Release();
            }

            return Task.FromResult(entry is not null);
        }
    }

    public Task<bool> DeleteAsync(QueueDelivery message, CancellationToken cancellationToken)
    {
        lock (_entries)
        {
            return Task.FromResult(_entries.RemoveAll(entry => entry.Id == message.Id) > 0);
        }
    }

    public Task PoisonAsync(QueueDelivery message, CancellationToken cancellationToken)
    {
        Poisoned.Add(message.Body);
        return DeleteAsync(message, cancellationToken);
    }

    public Task<bool> IsPoisonedAsync(JobTicket ticket, CancellationToken cancellationToken) =>
        Task.FromResult(Poisoned.Contains(TicketFormat.Write(ticket)));

    public Task<int> CountAsync(CancellationToken cancellationToken) =>
        broken() is { } error ? Task.FromException<int>(error) : Task.FromResult(Count);

    public Task WaitForEnqueueAsync(TimeSpan limit, CancellationToken cancellationToken) => _enqueued.WaitAsync(limit, cancellationToken);

    private sealed class Entry
    {
        public string Id { get; } = Guid.NewGuid().ToString();

        public required string Text { get; init; }

        public DateTimeOffset Visible { get; set; }

        public int Deliveries { get; set; }
    }
}
