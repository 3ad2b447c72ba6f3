namespace Odagrun.Cli.Doctor.Reports;

/// <summary>The whole report as JSON; <paramref name="Healthy"/>: no problem was found.</summary>
internal sealed record ReportView(bool Healthy, IReadOnlyList<FindingView> Findings);
