using Odagrun.Stack.Processes;

namespace Odagrun.Stack.Functions;

/// <summary>
/// A Deployment of at most one pod, as Kubernetes treats it: a process that ends by itself is started again, one that is scaled away gets
/// SIGTERM and its grace period.
/// </summary>
public sealed class Deployment(string name, ProcessSpec spec) : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    // Scaling and keeping up come from two loops: either would start a process where the other is about to.
    private readonly Lock _lock = new();
    private readonly List<string> _outputs = [];

    /// <summary>How it is called.</summary>
    public string Name => name;

    /// <summary>The pods that should be there: 0 or 1.</summary>
    public int Replicas { get; private set; }

    /// <summary>How often a process was started.</summary>
    public int Starts { get; private set; }

    /// <summary>The process that runs now, or ran last.</summary>
    public ChildProcess? Process { get; private set; }

    /// <summary>What all its processes printed.</summary>
    public string Output => string.Join("", [.. _outputs, Process?.Output ?? ""]);

    /// <summary>Scales, and waits for what is scaled away.</summary>
    public async Task ScaleAsync(int replicas, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (replicas == Replicas)
            {
                return;
            }

            Replicas = replicas;
            if (replicas > 0)
            {
                Start();
                return;
            }
        }

        if (Process is { HasExited: false })
        {
            Process.Signal(PosixSignalName.Term);
            await Process.WaitAsync(cancellationToken).WaitAsync(Grace, cancellationToken);
        }
    }

    /// <summary>Starts the process again where it has ended although it should be there.</summary>
    public void KeepUp()
    {
        lock (_lock)
        {
            if (Replicas > 0 && Process is { HasExited: true })
            {
                Start();
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Replicas = 0;
        if (Process is not null)
        {
            await Process.DisposeAsync();
        }
    }

    private void Start()
    {
        if (Process is not null)
        {
            _outputs.Add(Process.Output);
        }

        Starts++;
        Process = ChildProcess.Start(spec);
    }
}
