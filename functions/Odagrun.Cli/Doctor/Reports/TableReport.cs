using Spectre.Console;

namespace Odagrun.Cli.Doctor.Reports;

/// <summary>For people: a line for each finding, and what to do below each that is not well.</summary>
internal static class TableReport
{
    // Where it is no terminal, lines are not broken for one.
    private const int Unbroken = 1000;

    public static void Write(CliSurroundings surroundings, IReadOnlyList<Finding> findings)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(surroundings.Output),
            Ansi = surroundings.Width is null ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = surroundings.Width is null ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        console.Profile.Width = surroundings.Width ?? Unbroken;
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap())
            .AddColumn();
        foreach (var finding in findings)
        {
            var (mark, color) = Mark(finding.Status);
            grid.AddRow(new Markup(mark, new Style(color)), new Text(finding.Check), new Text(finding.Subject), new Text(finding.Message));
            if (finding.Remedy is { } remedy)
            {
                grid.AddRow(new Text(""), new Text(""), new Text(""), new Text("→ " + remedy, new Style(Color.Aqua)));
            }
        }

        console.Write(grid);
        console.WriteLine(Summary(findings));
    }

    private static (string, Color) Mark(FindingStatus status) => status switch
    {
        FindingStatus.Ok => ("ok", Color.Green),
        FindingStatus.Skipped => ("skipped", Color.Grey),
        FindingStatus.Warning => ("warning", Color.Yellow),
        _ => ("PROBLEM", Color.Red),
    };

    private static string Summary(IReadOnlyList<Finding> findings) =>
        $"{findings.Count(finding => finding.Status == FindingStatus.Problem)} problems, {findings.Count(finding => finding.Status == FindingStatus.Warning)} warnings";
}
