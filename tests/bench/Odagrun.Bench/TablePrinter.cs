using Spectre.Console;

namespace Odagrun.Bench;

/// <summary>Prints results for people.</summary>
internal static class TablePrinter
{
    public static void Print(ResultTable result, IAnsiConsole console)
    {
        var table = new Table { Title = new TableTitle(Markup.Escape(result.Title)), Border = TableBorder.Markdown };
        foreach (var column in result.Columns)
        {
            table.AddColumn(Markup.Escape(column));
        }

        foreach (var row in result.Rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        console.Write(table);
        foreach (var note in result.Notes)
        {
            console.WriteLine(note);
        }

        console.WriteLine();
    }
}
