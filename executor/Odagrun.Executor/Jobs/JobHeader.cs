using Odagrun.Handover;

namespace Odagrun.Executor.Jobs;

/// <summary>The first lines of a job's log, in the form that users and tools look for.</summary>
internal static class JobHeader
{
    internal static string Text(ExecutorEnvelope envelope) =>
        $"""
        Running with odagrun {ProductVersion.Text}
          on {envelope.Runner.Name} {envelope.Runner.ShortToken}, system ID: {envelope.Runner.SystemId}
          image {envelope.Image.Requested}{(envelope.Image.Digest is { } digest ? " " + digest : "")}

        """;
}
