namespace Odagrun.Functions.Hosting.Invoking;

/// <summary>What a Functions host's invocation comes down to: a return is success, an exception a failure.</summary>
public interface IFunctionCalls
{
    /// <summary>The timer of <paramref name="function"/> fired; <paramref name="isPastDue"/>: it should have before.</summary>
    Task TickAsync(string function, bool isPastDue, CancellationToken aborted);

    /// <summary>
    /// A message came to <paramref name="function"/>, for the <paramref name="delivery"/>-th time (from 1). At the last delivery before it
    /// is poisoned, a failure also ends the job.
    /// </summary>
    Task DeliverAsync(string function, string? text, long delivery, CancellationToken aborted);
}
