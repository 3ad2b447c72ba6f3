using System.Globalization;
using System.Text;

namespace Odagrun.Oci.Layers.Tar;

/// <summary>The records of a pax extended header, <c>LENGTH KEY=VALUE\n</c> each, and how they change the header that follows.</summary>
internal static class PaxRecords
{
    public static IReadOnlyDictionary<string, string> Read(ReadOnlySpan<byte> content) =>
        ReadBytes(content).ToDictionary(record => record.Key, record => Encoding.UTF8.GetString(record.Value), StringComparer.Ordinal);

    /// <summary>As they stand: values may be any bytes.</summary>
    public static IReadOnlyDictionary<string, byte[]> ReadBytes(ReadOnlySpan<byte> content)
    {
        var records = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (!content.IsEmpty)
        {
            var space = content.IndexOf((byte)' ');
            if (space <= 0
                || !int.TryParse(content[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= space + 1 || length > content.Length
                || content[length - 1] != '\n')
            {
                throw new LayerFormatException("the layer is no valid tar: an extended (pax) header is damaged");
            }

            var record = content[(space + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals <= 0)
            {
                throw new LayerFormatException("the layer is no valid tar: an extended (pax) header has a record without a key");
            }

            records[Encoding.UTF8.GetString(record[..equals])] = record[(equals + 1)..].ToArray();
            content = content[length..];
        }

        return records;
    }

    public static TarHeader Apply(TarHeader header, IReadOnlyDictionary<string, string> records)
    {
        foreach (var (key, value) in records)
        {
            header = key switch
            {
                "path" => header with { Name = value },
                "linkpath" => header with { LinkName = value },
                "size" => header with { Size = Whole(key, value) },
                "uid" => header with { UserId = Whole(key, value) },
                "gid" => header with { GroupId = Whole(key, value) },
                "mtime" => header with { Modified = Time(value) },
                _ when key.StartsWith("GNU.sparse.", StringComparison.Ordinal) =>
                    throw new LayerFormatException($"the layer's entry '{header.Name}' is a sparse file, which image layers may not hold"),
                _ => header,
            };
        }

        return header;
    }

    private static long Whole(string key, string value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new LayerFormatException($"the layer is no valid tar: the extended (pax) header says {key}={Short(value)}");

    private static DateTimeOffset Time(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? TarHeader.Time(seconds)
            : throw new LayerFormatException($"the layer is no valid tar: the extended (pax) header says mtime={Short(value)}");

    private static string Short(string value) => value.Length <= 40 ? value : value[..40] + "…";
}
