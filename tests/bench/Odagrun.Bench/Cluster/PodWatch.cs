using System.Collections.Concurrent;
using Odagrun.Stack.Cluster;
using Odagrun.Stack.Processes;

namespace Odagrun.Bench.Cluster;

/// <summary>
/// When the pods of a namespace were made and got their node, as a watch of kubectl's sees it: the API's own times are whole seconds.
/// </summary>
internal sealed class PodWatch : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, PodTimes> _pods = new(StringComparer.Ordinal);
    private ChildProcess? _process;

    /// <summary>The image of a pod that was seen first.</summary>
    public string? Image { get; private set; }

    public static PodWatch Start(Kubectl kubectl)
    {
        var watch = new PodWatch();
        watch._process = kubectl.Start(
            ["get", "pods", "--watch", "--output", "jsonpath={.metadata.name}|{.spec.containers[0].image}|{.spec.nodeName}{\"\\n\"}"],
            watch.Note);
        return watch;
    }

    /// <summary>The pod whose name holds this.</summary>
    public PodTimes? Find(string part) => _pods.FirstOrDefault(pod => pod.Key.Contains(part, StringComparison.Ordinal)).Value;

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Note(string line)
    {
        if (line.Split('|') is not [var name, var image, var node])
        {
            return;
        }

        var now = TimeProvider.System.GetUtcNow();
        Image ??= image;
        var times = _pods.GetOrAdd(name, _ => new PodTimes { Made = now });
        if (node.Trim().Length > 0 && times.Scheduled == default)
        {
            times.Scheduled = now;
        }
    }
}
