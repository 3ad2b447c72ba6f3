namespace Odagrun.Cli.Doctor.Checks;

/// <summary>
/// What keda/base/rbac/role.yaml allows, read from that file (a part of this program). Only its own way of writing is read: a rule
/// begins with <c>- apiGroups: […]</c>, lists its resources in brackets and its verbs one a line.
/// </summary>
internal static class NeededRights
{
    public static IReadOnlyList<NeededRight> All { get; } = Read();

    private static List<NeededRight> Read()
    {
        using var stream = typeof(NeededRights).Assembly.GetManifestResourceStream("role.yaml")
            ?? throw new InvalidOperationException("role.yaml is no part of this program");
        using var reader = new StreamReader(stream);
        var rights = new List<NeededRight>();
        var (group, resources) = ("", Array.Empty<string>());
        while (reader.ReadLine() is { } line)
        {
            var text = line.Split('#')[0].Trim();
            if (text.StartsWith("- apiGroups:", StringComparison.Ordinal))
            {
                group = List(text)[0].Trim('"');
            }
            else if (text.StartsWith("resources:", StringComparison.Ordinal))
            {
                resources = List(text);
            }
            else if (text.StartsWith("- ", StringComparison.Ordinal))
            {
                rights.AddRange(resources.Select(resource => new NeededRight(group, resource, text[2..].Trim())));
            }
        }

        return rights;
    }

    private static string[] List(string text) => text[(text.IndexOf('[', StringComparison.Ordinal) + 1)..text.IndexOf(
        ']', StringComparison.Ordinal)].Split(',', StringSplitOptions.TrimEntries);
}
