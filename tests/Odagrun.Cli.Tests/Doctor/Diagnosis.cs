using System.Text.Json.Nodes;

namespace Odagrun.Cli.Tests.Doctor;

/// <summary>What the doctor said, read from its JSON.</summary>
internal sealed class Diagnosis(CliRun run)
{
    private readonly JsonNode _report = JsonNode.Parse(run.Output) ?? throw new InvalidDataException(run.Output);

    public int Code => run.Code;

    public string Text => run.All;

    public bool IsHealthy => _report["healthy"]!.GetValue<bool>();

    /// <summary>The findings that are no 'ok' and not skipped, as 'status check'.</summary>
    public IReadOnlyList<string> Complaints => [.. Findings.Where(finding => Status(finding) is "problem" or "warning")
        .Select(finding => $"{Status(finding)} {finding["check"]}")];

    /// <summary>The first complaint of a check.</summary>
    public (string Message, string Remedy) Complaint(string check)
    {
        var finding = Findings.FirstOrDefault(
            finding => finding["check"]!.ToString() == check && Status(finding) is ("problem" or "warning"))
            ?? throw new InvalidDataException($"no complaint of {check}: {run.Output}");
        return (finding["message"]!.ToString(), finding["remedy"]!.ToString());
    }

    public string StatusOf(string check) => Status(Findings.First(finding => finding["check"]!.ToString() == check));

    private IEnumerable<JsonNode> Findings => _report["findings"]!.AsArray().OfType<JsonNode>();

    private static string Status(JsonNode finding) => finding["status"]!.ToString();
}
