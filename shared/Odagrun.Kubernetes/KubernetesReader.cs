using System.Text.RegularExpressions;
using Odagrun.Jobs.Settings;

namespace Odagrun.Kubernetes;

/// <summary>Reads section <c>Odagrun:Kubernetes</c>.</summary>
internal static partial class KubernetesReader
{
    public static KubernetesOptions Read(SettingsReader reader)
    {
        var place = reader.Text("Namespace");
        if (place is not null && !DnsLabel().IsMatch(place))
        {
            reader.Error("Namespace", $"is '{place}'", "name a namespace: a-z, 0-9 and inner dashes, at most 63 characters");
        }

        var kubeconfig = reader.Text("Kubeconfig");
        if (kubeconfig is not null && !File.Exists(kubeconfig))
        {
            reader.Error(
                "Kubeconfig", $"is '{kubeconfig}'", "there is no such file; name a kubeconfig's path, or leave it out inside a pod");
        }

        var defaults = new KubernetesOptions();
        var installation = reader.Text("Installation", defaults.Installation);
        if (!DnsLabel().IsMatch(installation))
        {
            reader.Error("Installation", $"is '{installation}'",
                "use a-z, 0-9 and inner dashes, at most 63 characters: it becomes a label and part of names");
        }

        var options = new KubernetesOptions
        {
            Namespace = place,
            Kubeconfig = kubeconfig,
            Context = reader.Text("Context"),
            Installation = installation,
            RequestsPerSecond = reader.Number("RequestsPerSecond", defaults.RequestsPerSecond, 1, 10_000),
        };
        reader.RefuseUnknown();
        return options;
    }

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$")]
    private static partial Regex DnsLabel();
}
