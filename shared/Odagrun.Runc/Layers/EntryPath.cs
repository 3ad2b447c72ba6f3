namespace Odagrun.Runc.Layers;

/// <summary>Parts of an entry's path, which is in its checked form: no leading slash, no empty part, no dots.</summary>
internal static class EntryPath
{
    /// <summary>The part before the last slash, empty for names in the root.</summary>
    public static string Parent(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";

    /// <summary>The part after the last slash.</summary>
    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>All directories on the way, the topmost first.</summary>
    public static IEnumerable<string> Ancestors(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..slash];
        }
    }
}
