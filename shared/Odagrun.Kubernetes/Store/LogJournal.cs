using System.Text.Json;
using Microsoft.Extensions.Logging;
using Odagrun.Jobs.Store;

namespace Odagrun.Kubernetes.Store;

/// <summary>The journal as log lines: a cluster collects logs, and has no place for a file that outlives a pod.</summary>
internal sealed class LogJournal(ILogger<LogJournal> logger) : IJobJournal
{
    public Task AppendAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        logger.JobEnded(entry.Job, entry.Outcome, JsonSerializer.Serialize(entry, StoreJson.Default.JournalEntry));
        return Task.CompletedTask;
    }
}
