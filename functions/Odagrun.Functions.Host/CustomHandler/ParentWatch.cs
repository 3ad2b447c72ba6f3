using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Odagrun.Functions.Host.CustomHandler;

/// <summary>
/// Ends this process when the Functions host that started it is gone: one that is killed takes nothing along. The kernel's own notice
/// (PR_SET_PDEATHSIG) is about the thread that started a process, and threads of a .NET host come and go.
/// </summary>
internal sealed partial class ParentWatch(
    HandlerActivity activity, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<ParentWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    // A host asks every few milliseconds while it waits for its handler, and gives up after 30 seconds.
    private static readonly TimeSpan FirstWord = TimeSpan.FromMinutes(2);

    private readonly int _parent = GetParent();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        var begin = clock.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                // It may have been gone before this process could know it: then nobody ever asks.
                if (GetParent() != _parent || (!activity.IsSeen && clock.GetElapsedTime(begin) > FirstWord))
                {
                    logger.ParentGone(_parent);
                    lifetime.StopApplication();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParent();
}
