namespace Odagrun.Executor.Scripts.Lines;

/// <summary><c>NAME=value … word … redirection …</c></summary>
internal sealed record SimpleCommand(
    IReadOnlyList<(string Name, Word Value)> Assignments, IReadOnlyList<Word> Words, IReadOnlyList<Redirection> Redirections);
