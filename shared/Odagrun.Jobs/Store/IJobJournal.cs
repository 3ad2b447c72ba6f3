namespace Odagrun.Jobs.Store;

/// <summary>
/// Finished jobs, one line each: JSON in the file <c>journal</c> of the store's directory, a structured log line in Kubernetes. A crash
/// at the wrong moment writes a line twice, never not at all.
/// </summary>
public interface IJobJournal
{
    /// <summary>Appends a line.</summary>
    Task AppendAsync(JournalEntry entry, CancellationToken cancellationToken);
}
