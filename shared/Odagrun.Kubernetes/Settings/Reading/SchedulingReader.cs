using k8s.Models;
using Odagrun.Jobs.Settings;

namespace Odagrun.Kubernetes.Settings.Reading;

/// <summary>Reads <c>Odagrun:Pods:Scheduling</c>.</summary>
internal static class SchedulingReader
{
    private const string AffinityExample =
        """{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[…]}}}""";

    public static SchedulingOptions Read(SettingsReader reader)
    {
        var options = new SchedulingOptions
        {
            NodeSelector = reader.Labels("NodeSelector"),
            NodeSelectorOverwriteAllowed = reader.Pattern("NodeSelectorOverwriteAllowed"),
            Tolerations = Tolerations(reader, "Tolerations"),
            TolerationsOverwriteAllowed = reader.Pattern("TolerationsOverwriteAllowed"),
            Affinity = reader.Json<V1Affinity>("Affinity", AffinityExample),
            PriorityClass = reader.Name("PriorityClass"),
            RuntimeClass = reader.Name("RuntimeClass"),
            Scheduler = reader.Name("Scheduler"),
        };
        reader.RefuseUnknown();
        return options;
    }

    private static List<PodToleration> Tolerations(SettingsReader reader, string key)
    {
        var tolerations = new List<PodToleration>();
        foreach (var text in reader.List(key))
        {
            if (PodToleration.TryParse(text) is { } toleration)
            {
                tolerations.Add(toleration);
            }
            else
            {
                reader.Error(
                    key, $"has '{text}'", "write key=value:effect, key:effect or key; effects are NoSchedule, PreferNoSchedule, NoExecute");
            }
        }

        return tolerations;
    }
}
