using System.Globalization;
using Odagrun.Runc.Images;
using Odagrun.Runc.Layers;

namespace Odagrun.Runc.Pods;

/// <summary>Lays a pod's root out over its image's layers.</summary>
internal static class PodRootFs
{
    /// <summary>Prepares what the mode needs; gives the overlay's options, empty where the root is there already.</summary>
    public static string Prepare(StorePaths store, PodPaths pod, PulledImage image, RunMode mode)
    {
        if (mode.OverlayOptions is { } options)
        {
            return PrepareOverlay(store, pod, image, options);
        }

        LayerCopy.Flatten([.. image.Layers.Select(layer => Path.Combine(store.Layer(layer.DiffId), StorePaths.LayerContent))], pod.RootFs);
        return "";
    }

    /// <summary>
    /// Makes the directories and gives the options of the overlay mount. They hold relative names: a mount's options fit into one page.
    /// </summary>
    private static string PrepareOverlay(StorePaths store, PodPaths pod, PulledImage image, string furtherOptions)
    {
        Directory.CreateDirectory(pod.Upper);
        Directory.CreateDirectory(pod.Work);
        Directory.CreateDirectory(pod.RootFs);
        Directory.CreateDirectory(pod.LayerLinks);

        // The container's own root: what no layer says about "/" must be as every image expects it.
        File.SetUnixFileMode(pod.Upper, (UnixFileMode)0x1ED);

        // The topmost comes first; a layer that appears twice counts where it is topmost. An overlay wants one below in any case.
        var layers = image.Layers.Select(layer => layer.DiffId).Reverse().Distinct().ToList();
        var names = new List<string>(layers.Count + 1);
        foreach (var (index, diffId) in layers.Index())
        {
            var name = index.ToString(CultureInfo.InvariantCulture);
            File.CreateSymbolicLink(Path.Combine(pod.LayerLinks, name), Path.Combine(store.Layer(diffId), StorePaths.LayerContent));
            names.Add("l/" + name);
        }

        if (names.Count == 0)
        {
            Directory.CreateDirectory(Path.Combine(pod.LayerLinks, "0"));
            names.Add("l/0");
        }

        return $"lowerdir={string.Join(':', names)},upperdir=upper,workdir=work,{furtherOptions}";
    }
}
