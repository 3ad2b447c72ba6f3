namespace Odagrun.Executor.Scripts.Lines;

/// <summary>
/// A word, or an operator (<c>&amp;&amp; || ; | &gt; &gt;&gt; &lt; &gt;&amp;</c>, redirections with the descriptor they are for).
/// </summary>
internal sealed record LineToken(Word? Word, string Operator, int? Descriptor = null);
