using System.Text.Json;

namespace Odagrun.Cli.Doctor.Reports;

/// <summary>For programs.</summary>
internal static class JsonReport
{
    public static async Task WriteAsync(TextWriter output, IReadOnlyList<Finding> findings)
    {
        var view = new ReportView(
            findings.All(finding => finding.Status != FindingStatus.Problem),
            [.. findings.Select(finding => new FindingView(
                finding.Check, finding.Subject, finding.Status.ToString().ToLowerInvariant(), finding.Message, finding.Remedy))]);
        await output.WriteLineAsync(JsonSerializer.Serialize(view, ReportJson.Default.ReportView));
    }
}
