using Odagrun.Handover;

namespace Odagrun.Executor.Jobs;

/// <summary>The first lines of a job's log, in the form that users and tools look for.</summary>
internal static class JobHeader
{
    /// <summary>Who runs it, on what, and <paramref name="notes"/> about its pod.</summary>
    internal static string Text(ExecutorEnvelope envelope, IReadOnlyList<string> notes) =>
        $"""
        Running with odagrun {ProductVersion.Text}
          on {envelope.Runner.Name} {envelope.Runner.ShortToken}, system ID: {envelope.Runner.SystemId}
          image {envelope.Image.Requested}{(envelope.Image.Digest is { } digest ? " " + digest : "")}{string.Concat(notes.Select(note => "\n  " + note))}

        """;
}
