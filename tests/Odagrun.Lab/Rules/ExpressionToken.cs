namespace Odagrun.Lab.Rules;

/// <summary>A token of a rules expression.</summary>
internal readonly record struct ExpressionToken(ExpressionTokenKind Kind, string Text);
