namespace Odagrun.Executor.Scripts.Lines;

/// <summary>
/// Commands joined by <c>|</c>, perhaps negated, and the operator that stands before: <c>;</c>, <c>&amp;&amp;</c> or <c>||</c>.
/// </summary>
internal sealed record Pipeline(IReadOnlyList<SimpleCommand> Commands, bool IsNegated, string Before, bool IsLastOfList);
