using k8s.Models;
using Odagrun.Jobs.Settings;

namespace Odagrun.Kubernetes.Settings.Reading;

/// <summary>What a volume is made of.</summary>
internal static class VolumeSources
{
    public static void Set(V1Volume volume, string kind, SettingsReader reader, bool hostPaths)
    {
        switch (kind)
        {
            case "EmptyDir":
                volume.EmptyDir = EmptyDir(reader);
                break;
            case "Claim":
                volume.PersistentVolumeClaim = new V1PersistentVolumeClaimVolumeSource { ClaimName = reader.Name("Claim") };
                break;
            case "ConfigMap":
                volume.ConfigMap = new V1ConfigMapVolumeSource { Name = reader.Name("ConfigMap") };
                break;
            case "Secret":
                volume.Secret = new V1SecretVolumeSource { SecretName = reader.Name("Secret") };
                break;
            case "Csi":
                volume.Csi = Csi(reader.Section("Csi"));
                break;
            default:
                volume.HostPath = HostPath(reader, hostPaths);
                break;
        }
    }

    // "true", or a section with medium and size.
    private static V1EmptyDirVolumeSource EmptyDir(SettingsReader reader)
    {
        var section = reader.Section("EmptyDir");
        if (reader.Text("EmptyDir") is { } text)
        {
            if (!text.Equals("true", StringComparison.OrdinalIgnoreCase))
            {
                reader.Error("EmptyDir", $"is '{text}'", "give true, or EmptyDir:Medium and EmptyDir:SizeLimit");
            }

            return new V1EmptyDirVolumeSource();
        }

        var medium = section.Text("Medium");
        if (medium is not null and not "Memory" and not "HugePages")
        {
            section.Error("Medium", $"is '{medium}'", "give Memory or HugePages, or leave it out for the node's disk");
        }

        var size = section.Quantity("SizeLimit", "512Mi or 2Gi");
        section.RefuseUnknown();
        return new V1EmptyDirVolumeSource
        {
            Medium = medium,
            SizeLimit = size is { } limit ? new ResourceQuantity(limit.ToString()) : null,
        };
    }

    private static V1CSIVolumeSource Csi(SettingsReader reader)
    {
        var attributes = reader.Map("Attributes");
        var secret = reader.Name("NodePublishSecret");
        var csi = new V1CSIVolumeSource
        {
            Driver = reader.Required("Driver", "name the CSI driver, for example secrets-store.csi.k8s.io"),
            FsType = reader.Text("FsType"),
            VolumeAttributes = attributes.Count == 0 ? null : new Dictionary<string, string>(attributes),
            NodePublishSecretRef = secret is null ? null : new V1LocalObjectReference { Name = secret },
            ReadOnlyProperty = reader.Flag("ReadOnly", false) ? true : null,
        };
        reader.RefuseUnknown();
        return csi;
    }

    private static V1HostPathVolumeSource HostPath(SettingsReader reader, bool allowed)
    {
        var path = reader.Text("HostPath", "");
        if (!path.StartsWith('/'))
        {
            reader.Error("HostPath", $"is '{path}'", "give an absolute path of the node");
        }
        else if (!allowed)
        {
            reader.Error(
                "HostPath", $"is '{path}'",
                "jobs could then read and change the node; use Claim or Csi, or set Odagrun:Pods:Volumes:AllowHostPath to true if that is meant");
        }

        return new V1HostPathVolumeSource { Path = path };
    }
}
