using Odagrun.Caches.Naming;
using Odagrun.Jobs.Settings;

namespace Odagrun.Functions.Caching;

/// <summary>Reads <see cref="CachesOptions"/>.</summary>
internal static class CachesReader
{
    private const int ShortestKey = 16;

    public static CachesOptions Read(SettingsReader reader)
    {
        var key = reader.Secret("Key");
        if (key is { Length: < ShortestKey })
        {
            reader.Error(
                "Key", "is too short", $"give a secret of {ShortestKey} characters or more, for example of 'openssl rand -base64 32'");
        }

        var options = new CachesOptions
        {
            Delivery = Delivery(reader),
            KeepDays = reader.Number("KeepDays", 14, 1, 3650),
            KeepPipelineHours = reader.Number("KeepPipelineHours", 24, 1, 24 * 3650),
            KeepImageHours = reader.Number("KeepImageHours", 24, 1, 24 * 3650),
            SweepInterval = reader.Duration("SweepInterval", TimeSpan.FromHours(6), TimeSpan.Zero, TimeSpan.FromDays(30)),
            Global = GlobalScope.Parse(reader.Text("Global", "all")),
            Key = key,
        };
        reader.RefuseUnknown();
        return options;
    }

    private static CacheDelivery Delivery(SettingsReader reader)
    {
        switch (reader.Text("Delivery", "layer").ToLowerInvariant())
        {
            case "layer":
                return CacheDelivery.Layer;
            case "download":
                return CacheDelivery.Download;
            case var other:
                reader.Error("Delivery", $"is '{other}'", "give layer (part of the job's image) or download (the executor fetches them)");
                return CacheDelivery.Layer;
        }
    }
}
