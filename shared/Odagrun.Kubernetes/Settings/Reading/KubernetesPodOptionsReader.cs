using System.Globalization;
using Odagrun.Jobs.Settings;
using Odagrun.Kubernetes.Manifests;

namespace Odagrun.Kubernetes.Settings.Reading;

/// <summary>
/// Reads the themes of <c>Odagrun:Pods</c> that only Kubernetes has. Unknown themes are refused where the section itself is read.
/// </summary>
internal static class KubernetesPodOptionsReader
{
    public static KubernetesPodOptions Read(SettingsReader reader)
    {
        // The section's own reader complains where this is no number.
        int? user = int.TryParse(reader.Text("UserId"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        var options = new KubernetesPodOptions
        {
            Sizes = SizesReader.Read(reader.Section("Sizes")),
            Scheduling = SchedulingReader.Read(reader.Section("Scheduling")),
            Metadata = MetadataReader.Read(reader.Section("Metadata")),
            Identity = IdentityReader.Read(reader.Section("Identity"), user),
            Network = NetworkReader.Read(reader.Section("Network")),
            Volumes = VolumesReader.Read(reader.Section("Volumes")),
            Life = LifeReader.Read(reader.Section("Life")),
            Patch = PatchReader.Read(reader),
        };
        if (options.Patch is not null && SamplePod.Problem(options) is { } problem)
        {
            reader.Error("Patch", $"can't be used: {problem}", "docs/pods.md has examples of each PatchType");
        }

        return options;
    }
}
