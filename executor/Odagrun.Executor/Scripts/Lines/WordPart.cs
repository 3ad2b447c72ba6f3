namespace Odagrun.Executor.Scripts.Lines;

/// <summary>A stretch of a word: text, or a reference to a variable; quoted ones are not split at blanks.</summary>
internal sealed record WordPart(string Text, bool IsQuoted, bool IsReference);
