using Odagrun.Jobs.Settings;

namespace Odagrun.Kubernetes.Settings.Reading;

/// <summary>Reads <c>Odagrun:Pods:Sizes</c>.</summary>
internal static class SizesReader
{
    public static SizeOptions Read(SettingsReader reader)
    {
        var sizes = new SizeOptions
        {
            Job = Container(reader.Section("Job"), hasStorage: true),
            Service = Container(reader.Section("Service"), hasStorage: true),
            Pod = Container(reader.Section("Pod"), hasStorage: false),
        };
        reader.RefuseUnknown();
        return sizes;
    }

    private static ContainerSize Container(SettingsReader reader, bool hasStorage)
    {
        var size = new ContainerSize
        {
            Cpu = Bound(reader, "Cpu", "500m or 2"),
            Memory = Bound(reader, "Memory", "512Mi or 2Gi"),
            EphemeralStorage = hasStorage ? Bound(reader, "EphemeralStorage", "512Mi or 2Gi") : ResourceBound.None,
        };
        reader.RefuseUnknown();
        return size;
    }

    private static ResourceBound Bound(SettingsReader size, string resource, string example)
    {
        var reader = size.Section(resource);
        var bound = new ResourceBound(
            reader.Quantity("Request", example),
            reader.Quantity("Limit", example),
            reader.Quantity("RequestOverwriteMax", example),
            reader.Quantity("LimitOverwriteMax", example));
        reader.RefuseUnknown();
        if (bound is { Request: { } request, Limit: { } limit } && request > limit)
        {
            reader.Error(
                "Request", $"is '{request}', more than the Limit '{limit}'", "Kubernetes refuses that; lower the one or raise the other");
        }

        return bound;
    }
}
