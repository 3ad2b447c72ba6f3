namespace Odagrun.Lab.Rules;

/// <summary>A rules expression that cannot be read.</summary>
internal sealed class ExpressionException(string message) : Exception(message);
