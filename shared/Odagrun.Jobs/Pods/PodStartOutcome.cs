namespace Odagrun.Jobs.Pods;

/// <summary>How a start ended; <paramref name="Failure"/> and <paramref name="Message"/> say why it did not.</summary>
public sealed record PodStartOutcome(PodStartResult Result, PodFailure? Failure = null, string? Message = null);
