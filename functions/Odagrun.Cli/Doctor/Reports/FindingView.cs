namespace Odagrun.Cli.Doctor.Reports;

/// <summary>A finding as JSON tells it; <paramref name="Status"/>: ok, skipped, warning or problem.</summary>
internal sealed record FindingView(string Check, string Subject, string Status, string Message, string? Remedy);
