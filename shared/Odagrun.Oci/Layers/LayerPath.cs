using System.Text;

namespace Odagrun.Oci.Layers;

/// <summary>Brings the names of a layer into one form and refuses those that point out of the image's root.</summary>
internal static class LayerPath
{
    public const string WhiteoutPrefix = ".wh.";
    public const string OpaqueMarker = ".wh..wh..opq";

    /// <summary>
    /// Parts joined by one slash, without <c>.</c>; a leading slash means the image's root, as every builder takes it
    /// (some write their names so). <c>..</c> is refused even where it would stay inside.
    /// </summary>
    public static string Normalize(string name, string what, int maxBytes)
    {
        if (Encoding.UTF8.GetByteCount(name) > maxBytes)
        {
            throw new LayerFormatException($"the layer has {what} of more than {maxBytes} bytes: '{name[..60]}…'");
        }

        if (name.Contains('\0', StringComparison.Ordinal))
        {
            throw new LayerFormatException($"the layer has {what} with a NUL in it: '{name.Replace('\0', '?')}'");
        }

        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();
        return parts.Contains("..")
            ? throw new LayerFormatException($"the layer has {what} with '..' in it: '{name}'; an image may not reach outside its root")
            : string.Join('/', parts);
    }

    /// <summary>The part before the last slash, empty for names in the root.</summary>
    public static string Parent(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";

    /// <summary>The part after the last slash.</summary>
    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];
}
