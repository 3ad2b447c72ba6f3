namespace Odagrun.Lab.Ledger;

/// <summary>What happened to a job, counted.</summary>
public sealed record LedgerView
{
    /// <summary>Times a runner got it.</summary>
    public required IReadOnlyList<LedgerEntry> Assignments { get; init; }

    /// <summary><c>PUT state=pending</c> answered 200.</summary>
    public required int PendingKeeps { get; init; }

    /// <summary>Changes from pending to running.</summary>
    public required int Starts { get; init; }

    /// <summary><c>PUT state=running</c> while it ran.</summary>
    public required int Heartbeats { get; init; }

    /// <summary>Final states accepted.</summary>
    public required IReadOnlyList<LedgerEntry> Finals { get; init; }

    /// <summary>Final states sent after that.</summary>
    public required IReadOnlyList<LedgerEntry> DuplicateFinals { get; init; }

    /// <summary>Log writes from byte 0 after several were stored: another writer, or one that started anew.</summary>
    public required int RestartedTraces { get; init; }

    /// <summary>Log writes over stored bytes with other bytes.</summary>
    public required int ConflictingTraces { get; init; }

    /// <summary>Log writes answered 416.</summary>
    public required int RefusedTraces { get; init; }

    /// <summary>Final states whose checksum or size is not that of the stored log.</summary>
    public required int ChecksumMismatches { get; init; }

    /// <summary>Assignments that were taken back because no acknowledgement came.</summary>
    public required int AcknowledgementsLost { get; init; }

    /// <summary>Calls with the job's token after its end.</summary>
    public required int CallsAfterEnd { get; init; }

    /// <summary>One runner got it, it started once, it ended once, and one writer wrote its log.</summary>
    public bool RanExactlyOnce =>
        Assignments.Count == 1 && Starts == 1 && Finals.Count == 1 && ConflictingTraces == 0 && RestartedTraces == 0;

    internal static LedgerView Of(JobLedger ledger) => new()
    {
        Assignments = [.. ledger.Assignments],
        PendingKeeps = ledger.PendingKeeps,
        Starts = ledger.Starts,
        Heartbeats = ledger.Heartbeats,
        Finals = [.. ledger.Finals],
        DuplicateFinals = [.. ledger.DuplicateFinals],
        RestartedTraces = ledger.RestartedTraces,
        ConflictingTraces = ledger.ConflictingTraces,
        RefusedTraces = ledger.RefusedTraces,
        ChecksumMismatches = ledger.ChecksumMismatches,
        AcknowledgementsLost = ledger.AcknowledgementsLost,
        CallsAfterEnd = ledger.CallsAfterEnd,
    };
}
