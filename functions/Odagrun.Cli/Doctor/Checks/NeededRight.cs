namespace Odagrun.Cli.Doctor.Checks;

/// <summary>One verb on one resource (<c>pods/log</c> with its part); the core group is empty.</summary>
internal sealed record NeededRight(string Group, string Resource, string Verb);
