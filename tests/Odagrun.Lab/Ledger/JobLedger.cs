namespace Odagrun.Lab.Ledger;

/// <summary>What happened to a job, counted, so that "run once, ended once" can be checked. Guarded by the board's gate.</summary>
internal sealed class JobLedger
{
    public List<LedgerEntry> Assignments { get; } = [];

    public int PendingKeeps { get; set; }

    /// <summary>Changes from pending to running, told by the runner or made at assignment by an old server.</summary>
    public int Starts { get; set; }

    public int Heartbeats { get; set; }

    /// <summary>Accepted final states.</summary>
    public List<LedgerEntry> Finals { get; } = [];

    /// <summary>Final states sent after one was accepted.</summary>
    public List<LedgerEntry> DuplicateFinals { get; } = [];

    /// <summary>Log writes from byte 0 after several were stored: another writer, or one that started anew.</summary>
    public int RestartedTraces { get; set; }

    /// <summary>Log writes over stored bytes with other bytes: two writers for certain.</summary>
    public int ConflictingTraces { get; set; }

    /// <summary>Log writes answered 416.</summary>
    public int RefusedTraces { get; set; }

    /// <summary>Final states whose checksum or size is not that of the stored log.</summary>
    public int ChecksumMismatches { get; set; }

    public int AcknowledgementsLost { get; set; }

    /// <summary>Calls with the job's token after its end.</summary>
    public int CallsAfterEnd { get; set; }
}
