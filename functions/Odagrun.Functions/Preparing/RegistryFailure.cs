using Odagrun.GitLab.Api;
using Odagrun.Jobs.Failures;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Preparing;

/// <summary>What a registry's refusal means for the job.</summary>
internal static class RegistryFailure
{
    public static JobFailure Of(RegistryException e, string image) => e.IsDenied
        ? new JobFailure(
            FailureReason.RunnerConfigurationError,
            $"The image '{image}' can't be used, the registry denies access: {e.Message}. Check the name, and that the job has a login for it (DOCKER_AUTH_CONFIG).")
        : new JobFailure(FailureReason.RunnerSystemFailure, $"The image '{image}' could not be prepared: {e.Message}");
}
