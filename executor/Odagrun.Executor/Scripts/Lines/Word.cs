namespace Odagrun.Executor.Scripts.Lines;

/// <summary>A word as it is written, before variables are replaced.</summary>
internal sealed record Word(IReadOnlyList<WordPart> Parts)
{
    /// <summary>The text of a word without quotes and references; null for others.</summary>
    internal string? Plain => Parts is [{ IsQuoted: false, IsReference: false } only] ? only.Text : null;
}
