namespace Odagrun.Bench;

/// <summary>A table of results: a title, column names, rows, and notes below it.</summary>
internal sealed record ResultTable(string Title, IReadOnlyList<string> Columns)
{
    private readonly List<IReadOnlyList<string>> _rows = [];
    private readonly List<string> _notes = [];

    /// <summary>The rows so far.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows => _rows;

    /// <summary>The notes so far.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Adds a row, one cell a column.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Adds a note.</summary>
    public void Note(string text) => _notes.Add(text);
}
