using Odagrun.GitLab.Payload;
using Odagrun.GitLab.Variables;
using Odagrun.Jobs.Settings;
using Odagrun.Oci.References;

namespace Odagrun.Functions.Preparing;

/// <summary>
/// The image a job runs in: as it was asked for with variables expanded, its reference (null for <c>scratch</c>), its platform.
/// </summary>
internal sealed record ImageChoice(string Requested, ImageReference? Base, Platform Platform)
{
    private const string Scratch = "scratch";

    /// <exception cref="FormatException">There is no image, or its name is none.</exception>
    public static ImageChoice Of(JobPayload payload, ExecutorOptions options)
    {
        var written = payload.Image?.Name is { Length: > 0 } name ? name : options.DefaultImage;
        if (written is null)
        {
            throw new FormatException(
                "the job names no image, and the runner has no default one (Odagrun:Executor:DefaultImage); add image: to the job");
        }

        var variables = JobVariables.From(payload.Variables ?? []);
        var expanded = variables.Expand(written).Trim();
        if (expanded.Length == 0)
        {
            throw new FormatException($"'{written}' is empty once its variables are put in; check that they are defined for this job");
        }

        PullPolicies.Check(expanded, payload.Image?.PullPolicy);
        return new ImageChoice(expanded, expanded == Scratch ? null : Parse(expanded, written),
            ImageWishes.PlatformOf(payload.Image, "image", variables.Expand));
    }

    private static ImageReference Parse(string expanded, string written)
    {
        try
        {
            return ImageReference.Parse(expanded);
        }
        catch (FormatException e) when (expanded != written)
        {
            throw new FormatException($"{e.Message} (written as '{written}')", e);
        }
    }
}
