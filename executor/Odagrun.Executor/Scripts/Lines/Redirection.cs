namespace Odagrun.Executor.Scripts.Lines;

/// <summary><c>descriptor operator target</c>: <c>2&gt;&gt; file</c>, <c>2&gt;&amp; 1</c>.</summary>
internal sealed record Redirection(string Operator, int Descriptor, Word Target);
