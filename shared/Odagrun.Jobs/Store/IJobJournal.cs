namespace Odagrun.Jobs.Store;

/// <summary>
/// Finished jobs, one JSON line each, in the file <c>journal</c> of the store's directory. A crash at the wrong moment writes a
/// line twice, never not at all: the last line of a job counts.
/// </summary>
public interface IJobJournal
{
    /// <summary>Appends a line.</summary>
    Task AppendAsync(JournalEntry entry, CancellationToken cancellationToken);
}
