using System.Text.RegularExpressions;
using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Manifests.Overwriting;

/// <summary>Variables of the form <c>key=value</c>: node selectors, labels, annotations.</summary>
internal static class MapWishes
{
    public static IReadOnlyDictionary<string, string> Apply(
        Wishes wishes, IReadOnlyDictionary<string, string> configured, string prefix, Regex? allowed, string key, string what)
    {
        var map = new SortedDictionary<string, string>(configured.ToDictionary(), StringComparer.Ordinal);
        foreach (var (variable, text) in wishes.StartingWith(prefix))
        {
            if (!wishes.Allows(variable, text, allowed, key))
            {
                continue;
            }

            var parts = text.Split('=', 2);
            if (parts.Length != 2 || !LabelSyntax.IsKey(parts[0]))
            {
                throw new ManifestException($"{variable} is '{text}'; write key=value, the key as Kubernetes allows it for labels");
            }

            if (ObjectLabels.IsOurs(parts[0]))
            {
                throw new ManifestException(
                    $"{variable} is '{text}'; '{parts[0]}' can't be overwritten, the runner finds its objects by it");
            }

            map[parts[0]] = parts[1];
            wishes.Notes.Obeyed(variable, $"{what} '{parts[0]}'", $"'{parts[1]}'");
        }

        return map;
    }
}
