using Odagrun.Executor.Jobs;
using Odagrun.Executor.Variables;
using Odagrun.GitLab.Payload;
using Odagrun.Handover;

namespace Odagrun.Executor.Labels;

/// <summary>What an image's labels are made of. In the executor's first process only: what a script calls could be told anything.</summary>
/// <param name="Payload">The job as GitLab gave it: the facts.</param>
/// <param name="Image">The image that the job runs in.</param>
/// <param name="Variable">The job's variables: the wishes (<c>ODAGRUN_IMAGE_…</c>) and GitLab's texts.</param>
/// <param name="ProjectDirectory">The checked out sources; README and licence are looked for in them.</param>
internal sealed record LabelSources(JobPayload Payload, EnvelopeImage Image, Func<string, string?> Variable, string ProjectDirectory)
{
    /// <summary>When the image is made, as its config says it; null: no such label.</summary>
    internal DateTimeOffset? Created { get; init; }

    /// <summary>
    /// Leaves out what another run of the same job would have otherwise: the same tree is to make the same image on any day.
    /// </summary>
    internal bool WithoutRun { get; init; }

    /// <summary>The tag it is pushed under; null where there is none.</summary>
    internal string? Reference { get; init; }

    internal static LabelSources Of(JobSession session) =>
        new(session.Job.Payload, session.Job.Envelope.Image, name => session.Variables[name], session.Directories.Project);

    /// <summary>A variable that is set and not empty.</summary>
    internal string? Given(string name) => Variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>The project's page.</summary>
    internal string? ProjectUrl => ProtectedValues.ProjectUrl(Payload);

    /// <summary>The commit's tag; null where the job runs for a branch.</summary>
    internal string? Tag => Payload.GitInfo is { RefType: "tag", Ref: { Length: > 0 } tag } ? tag : null;
}
