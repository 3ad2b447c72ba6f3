using System.Text;

namespace Odagrun.Stack.Processes;

/// <summary>The lines a program printed, and who waits for one.</summary>
internal sealed class OutputLog(Action<string>? onLine)
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<(string Text, TaskCompletionSource<string> Found)> _waiting = [];

    public void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        onLine?.Invoke(line);
        lock (_lock)
        {
            _lines.Add(line);
            foreach (var waiter in _waiting.Where(waiter => line.Contains(waiter.Text, StringComparison.Ordinal)).ToList())
            {
                waiter.Found.TrySetResult(line);
                _waiting.Remove(waiter);
            }
        }
    }

    public Task<string> WaitForAsync(string text, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_lines.Find(line => line.Contains(text, StringComparison.Ordinal)) is { } found)
            {
                return Task.FromResult(found);
            }

            var waiter = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((text, waiter));
            return waiter.Task.WaitAsync(cancellationToken);
        }
    }

    public override string ToString()
    {
        lock (_lock)
        {
            return _lines.Aggregate(new StringBuilder(), (text, line) => text.AppendLine(line)).ToString();
        }
    }
}
