using System.Net;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Settings;

namespace Odagrun.Kubernetes.Settings.Reading;

/// <summary>Reads <c>Odagrun:Pods:Network</c>.</summary>
internal static class NetworkReader
{
    private static readonly string[] Policies = ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"];

    public static NetworkOptions Read(SettingsReader reader)
    {
        var options = new NetworkOptions
        {
            DnsPolicy = Policy(reader),
            Nameservers = reader.List("Nameservers"),
            Searches = reader.List("Searches"),
            ResolverOptions = reader.List("ResolverOptions"),
            HostAliases = Aliases(reader, "HostAliases"),
        };
        foreach (var server in options.Nameservers.Where(server => !IPAddress.TryParse(server, out _)))
        {
            reader.Error("Nameservers", $"has '{server}'", "give IP addresses, parted by commas");
        }

        if (options is { DnsPolicy: "None", Nameservers.Count: 0 })
        {
            reader.Error("DnsPolicy", "is 'None' without Nameservers", "name at least one name server");
        }

        reader.RefuseUnknown();
        return options;
    }

    private static string? Policy(SettingsReader reader)
    {
        var policy = reader.Text("DnsPolicy");
        if (policy is not null && !Policies.Contains(policy))
        {
            reader.Error("DnsPolicy", $"is '{policy}'", $"give one of {string.Join(", ", Policies)}");
        }

        return policy;
    }

    private static List<HostAlias> Aliases(SettingsReader reader, string key)
    {
        var aliases = new List<HostAlias>();
        foreach (var text in reader.List(key))
        {
            var parts = text.Split('=', 2);
            var names = parts.Length == 2 ? parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
            if (names.Length > 0 && IPAddress.TryParse(parts[0], out _) && names.All(DnsName.IsSubdomain))
            {
                aliases.Add(new HostAlias(parts[0], names));
            }
            else
            {
                reader.Error(key, $"has '{text}'",
                    "write address=name or address=name name, parted by commas, for example 10.0.0.7=git.example.com");
            }
        }

        return aliases;
    }
}
