namespace Odagrun.Lab.Rules;

/// <summary>Kinds of tokens of a rules expression.</summary>
internal enum ExpressionTokenKind
{
    /// <summary><c>$NAME</c>; the text is the name.</summary>
    Variable,

    /// <summary>A quoted text.</summary>
    Text,

    /// <summary><c>null</c>.</summary>
    Null,

    /// <summary><c>/pattern/flags</c>, as it stands.</summary>
    Pattern,

    /// <summary><c>== != =~ !~ &amp;&amp; ||</c> and parentheses.</summary>
    Operator,

    /// <summary>The end.</summary>
    End,
}
