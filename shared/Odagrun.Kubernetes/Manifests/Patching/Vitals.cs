using k8s;
using k8s.Models;

namespace Odagrun.Kubernetes.Manifests.Patching;

/// <summary>What no patch may take from a pod: without it the job would not run, run twice, or not be found again.</summary>
internal static class Vitals
{
    /// <exception cref="FormatException">Something is gone.</exception>
    public static void Check(V1PodSpec before, V1PodSpec after)
    {
        if (after.RestartPolicy != "Never")
        {
            throw new FormatException($"/restartPolicy is '{after.RestartPolicy}', and must be Never: a job is not run twice");
        }

        if (All(after).FirstOrDefault(container => string.IsNullOrEmpty(container.Image)) is { } empty)
        {
            throw new FormatException(
                $"it adds container '{empty.Name}' without an image; the job's own container is called '{ContainerNames.Executor}'");
        }

        foreach (var container in All(before))
        {
            var patched = All(after).FirstOrDefault(candidate => candidate.Name == container.Name)
                ?? throw new FormatException($"it removes container '{container.Name}'");
            if (patched.Image != container.Image || patched.Command is { Count: > 0 } || patched.Args is { Count: > 0 })
            {
                throw new FormatException(
                    $"it changes image, command or args of container '{container.Name}', which run the job; change them in the job's image or services");
            }

            if (container.Env.FirstOrDefault(variable => !(patched.Env ?? []).Any(other => Same(variable, other))) is { } gone)
            {
                throw new FormatException($"it changes the variable {gone.Name} of container '{container.Name}'");
            }

            if (container.VolumeMounts.FirstOrDefault(mount =>
                !(patched.VolumeMounts ?? []).Any(other => other.Name == mount.Name && other.MountPath == mount.MountPath)) is { } mount)
            {
                throw new FormatException($"it removes the mount '{mount.Name}' from container '{container.Name}'");
            }
        }

        if (before.Volumes.FirstOrDefault(volume => !(after.Volumes ?? []).Any(other => Same(volume, other))) is { } lost)
        {
            throw new FormatException($"it changes the volume '{lost.Name}'");
        }
    }

    private static IEnumerable<V1Container> All(V1PodSpec spec) => (spec.Containers ?? []).Concat(spec.InitContainers ?? []);

    private static bool Same<T>(T one, T other) => KubernetesJson.Serialize(one) == KubernetesJson.Serialize(other);
}
