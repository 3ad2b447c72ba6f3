using Odagrun.GitLab.Api;
using Odagrun.Jobs.Failures;
using Odagrun.Oci.Images;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Preparing;

/// <summary>What a registry's refusal means for the job, in a sentence that names the image once.</summary>
internal static class RegistryFailure
{
    private const string Logins = "DOCKER_AUTH_CONFIG";

    public static JobFailure Of(ImageNotFoundException e, string image) =>
        new(FailureReason.RunnerConfigurationError, Sentence("The image can't be used", image, e.Message));

    public static JobFailure Of(RegistryException e, string image) => e.IsDenied
        ? new JobFailure(FailureReason.RunnerConfigurationError,
            Sentence("The registry denies access to the image", image, e.Message) + Advice(e.Message))
        : new JobFailure(FailureReason.RunnerSystemFailure, Sentence("The image could not be prepared", image, e.Message));

    /// <summary>The image as it was asked for is added where the problem does not name it.</summary>
    public static string Sentence(string what, string image, string problem) =>
        problem.Contains(image, StringComparison.Ordinal) ? $"{what}: {problem}" : $"{what} ({image}): {problem}";

    private static string Advice(string problem) =>
        problem.Contains(Logins, StringComparison.Ordinal) ? "" : $". Check the name, and the login that the job has for it ({Logins}).";
}
