using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Manifests.Overwriting;

/// <summary><c>KUBERNETES_NODE_TOLERATIONS_*</c>: added to the configured ones.</summary>
internal static class TolerationWishes
{
    public static IReadOnlyList<PodToleration> Apply(Wishes wishes, SchedulingOptions options)
    {
        List<PodToleration> tolerations = [.. options.Tolerations];
        foreach (var (variable, text) in wishes.StartingWith("KUBERNETES_NODE_TOLERATIONS_"))
        {
            if (!wishes.Allows(variable, text, options.TolerationsOverwriteAllowed,
                $"{Odagrun.Jobs.Settings.PodsOptions.Section}:Scheduling:TolerationsOverwriteAllowed"))
            {
                continue;
            }

            var toleration = PodToleration.TryParse(text) ?? throw new ManifestException(
                $"{variable} is '{text}'; write key=value:effect, key:effect or key, the effect one of NoSchedule, PreferNoSchedule, NoExecute");
            if (!tolerations.Contains(toleration))
            {
                tolerations.Add(toleration);
            }

            wishes.Notes.Obeyed(variable, "a toleration", $"'{text}'");
        }

        return tolerations;
    }
}
