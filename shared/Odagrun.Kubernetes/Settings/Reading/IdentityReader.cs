using System.Globalization;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Settings;

namespace Odagrun.Kubernetes.Settings.Reading;

/// <summary>Reads <c>Odagrun:Pods:Identity</c>.</summary>
internal static class IdentityReader
{
    public static IdentityOptions Read(SettingsReader reader, int? userId)
    {
        var group = reader.Number("FsGroup", -1, 0, int.MaxValue);
        var options = new IdentityOptions
        {
            UserId = userId,
            FsGroup = group < 0 ? null : group,
            SupplementalGroups = Groups(reader, "SupplementalGroups"),
            ServiceAccount = reader.Name("ServiceAccount"),
            ServiceAccountOverwriteAllowed = reader.Pattern("ServiceAccountOverwriteAllowed"),
            PullSecrets = Names(reader, "PullSecrets"),
            UserNamespace = reader.Flag("UserNamespace", false),
        };
        reader.RefuseUnknown();
        return options;
    }

    private static List<long> Groups(SettingsReader reader, string key)
    {
        var groups = new List<long>();
        foreach (var text in reader.List(key))
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var group))
            {
                groups.Add(group);
            }
            else
            {
                reader.Error(key, $"has '{text}'", "give numbers of groups, parted by commas");
            }
        }

        return groups;
    }

    private static IReadOnlyList<string> Names(SettingsReader reader, string key)
    {
        var names = reader.List(key);
        foreach (var name in names.Where(name => !DnsName.IsSubdomain(name)))
        {
            reader.Error(key, $"has '{name}'", "give names of Secrets of type kubernetes.io/dockerconfigjson, parted by commas");
        }

        return names;
    }
}
