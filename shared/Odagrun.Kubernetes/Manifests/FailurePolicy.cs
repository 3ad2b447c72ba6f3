using k8s.Models;

namespace Odagrun.Kubernetes.Manifests;

/// <summary>
/// Rules that change nothing (without retries a failed pod fails its Job anyhow) but make the Job's condition say what failed it, even
/// when the pod is gone before anybody looked.
/// </summary>
internal static class FailurePolicy
{
    public static V1PodFailurePolicy Create() => new()
    {
        Rules =
        [
            new V1PodFailurePolicyRule
            {
                Action = "FailJob",
                OnPodConditions = [new V1PodFailurePolicyOnPodConditionsPattern { Type = "DisruptionTarget", Status = "True" }],
            },
            new V1PodFailurePolicyRule
            {
                Action = "FailJob",
                OnExitCodes = new V1PodFailurePolicyOnExitCodesRequirement
                {
                    ContainerName = ContainerNames.Executor,
                    OperatorProperty = "NotIn",
                    Values = [0],
                },
            },
        ],
    };
}
