using Odagrun.Jobs.Tickets;

namespace Odagrun.Jobs.Store.Directories;

/// <summary>
/// Where things lie below the store's directory: <c>live/&lt;job&gt;/</c> with record, key and sealed parts, <c>finished/&lt;job&gt;/</c>
/// with the record alone, <c>locks/&lt;job&gt;</c>, <c>incoming/</c> for jobs being added, <c>journal</c>.
/// </summary>
internal sealed class StoreLayout(string root)
{
    public const string RecordFile = "record.json";
    public const string KeyFile = "key";

    public string Root { get; } = root;

    public string Live => Path.Combine(Root, "live");

    public string Finished => Path.Combine(Root, "finished");

    public string Incoming => Path.Combine(Root, "incoming");

    public string Locks => Path.Combine(Root, "locks");

    public string Journal => Path.Combine(Root, "journal");

    // No job name starts with a dot.
    public string JournalLock => Path.Combine(Locks, ".journal");

    public string LiveOf(JobName job) => Path.Combine(Live, job.ToString());

    public string FinishedOf(JobName job) => Path.Combine(Finished, job.ToString());

    public string LockOf(JobName job) => Path.Combine(Locks, job.ToString());

    public static string PartFile(JobPart part) => part.Name;

    public void Create()
    {
        foreach (var directory in new[] { Root, Live, Finished, Incoming, Locks })
        {
            Directory.CreateDirectory(directory, PrivateFile.DirectoryMode);
        }
    }
}
