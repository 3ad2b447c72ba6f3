using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Settings;
using k8s.Models;

namespace Odagrun.Kubernetes.Settings.Reading;

/// <summary>Reads <c>Odagrun:Pods:Volumes</c>: one section a volume, its key the volume's name.</summary>
internal static class VolumesReader
{
    private const string AllowHostPath = "AllowHostPath";

    // What the volume is: exactly one of these.
    private static readonly string[] Kinds = ["EmptyDir", "Claim", "ConfigMap", "Secret", "Csi", "HostPath"];

    public static IReadOnlyList<PodVolume> Read(SettingsReader reader)
    {
        var hostPaths = reader.Flag(AllowHostPath, false);
        var volumes = new List<PodVolume>();
        foreach (var name in reader.Keys.Where(key => !key.Equals(AllowHostPath, StringComparison.OrdinalIgnoreCase)).ToList())
        {
            if (!DnsName.IsLabel(name) || name.StartsWith("odagrun-", StringComparison.Ordinal))
            {
                reader.Error(
                    name, "is no name of a volume", "use a-z, 0-9 and inner dashes, at most 63; names that begin with odagrun- are ours");
            }

            volumes.Add(ReadOne(reader.Section(name), name, hostPaths));
        }

        foreach (var twice in volumes.GroupBy(volume => volume.MountPath).Where(group => group.Count() > 1))
        {
            reader.Error("*", $"has {twice.Count()} volumes at '{twice.Key}'", "give each a MountPath of its own");
        }

        return volumes;
    }

    private static PodVolume ReadOne(SettingsReader reader, string name, bool hostPaths)
    {
        var kinds = Kinds.Where(kind => reader.Keys.Contains(kind, StringComparer.OrdinalIgnoreCase)).ToList();
        if (kinds.Count != 1)
        {
            reader.Error("*", $"is {(kinds.Count == 0 ? "nothing" : string.Join(" and ", kinds))}",
                $"set exactly one of {string.Join(", ", Kinds)}");
        }

        var volume = new V1Volume { Name = name };
        foreach (var kind in kinds.Take(1))
        {
            VolumeSources.Set(volume, kind, reader, hostPaths);
        }

        var mounted = new PodVolume(volume, Path(reader))
        {
            SubPath = reader.Text("SubPath"),
            ReadOnly = reader.Flag("ReadOnly", false),
            Services = reader.Flag("Services", false),
        };
        reader.Leave(Kinds);
        reader.RefuseUnknown();
        return mounted;
    }

    private static string Path(SettingsReader reader)
    {
        var path = reader.Required("MountPath", "say where it is to be in the job's container, for example /cache");
        if (path.Length > 0
            && (!path.StartsWith('/') || path.Contains(':', StringComparison.Ordinal) || path == "/" || path.Split('/')[1] == ".odagrun"))
        {
            reader.Error("MountPath", $"is '{path}'", "give an absolute path without colons, not / and nothing below /.odagrun");
        }

        return path;
    }
}
