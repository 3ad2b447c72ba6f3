namespace Odagrun.GitLab.Variables;

/// <summary>A reference to a variable that cannot be expanded; the message shows it.</summary>
public sealed class ExpansionException(string message) : FormatException(message);
