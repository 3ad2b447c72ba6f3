namespace Odagrun.Lab.Ledger;

/// <summary>One event of a job: when, and what was said.</summary>
public sealed record LedgerEntry(DateTimeOffset At, string Text);
