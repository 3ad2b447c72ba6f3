using System.Runtime.InteropServices;
using Odagrun.Oci.Layers;

namespace Odagrun.Oci.Pushing.Trees;

/// <summary>
/// The extended attributes that belong to an image: file capabilities and the users' own. Labels and ACLs are this machine's.
/// </summary>
internal static unsafe class NodeAttributes
{
    private const int LongestList = 64 * 1024;

    public static IReadOnlyList<KeyValuePair<string, byte[]>> Read(NodeHandle node)
    {
        // The usual answer, none at all, needs no buffer.
        var size = (int)TreeLibc.ListAttributes(node.Descriptor, null, 0);
        if (size <= 0)
        {
            return size == 0 || Marshal.GetLastPInvokeError() == TreeLibc.NotSupported ? [] : throw TreeError.Last(node.Path);
        }

        var list = new byte[Math.Min(LongestList, size + 256)];
        fixed (byte* bytes = list)
        {
            size = (int)TreeLibc.ListAttributes(node.Descriptor, bytes, (nuint)list.Length);
        }

        if (size < 0)
        {
            throw TreeError.Last(node.Path);
        }

        var attributes = new List<KeyValuePair<string, byte[]>>();
        foreach (var range in list.AsSpan(0, size).Split((byte)0))
        {
            var name = UnixName.Decode(list.AsSpan(range));
            if (IsWanted(name) && Value(node, name) is { } value)
            {
                attributes.Add(new(name, value));
            }
        }

        attributes.Sort((one, other) => string.CompareOrdinal(one.Key, other.Key));
        return attributes;
    }

    /// <summary>Whether an attribute of this name belongs to an image.</summary>
    public static bool IsWanted(string name) => name == "security.capability" || name.StartsWith("user.", StringComparison.Ordinal);

    private static byte[]? Value(NodeHandle node, string name)
    {
        var buffer = new byte[LongestList];
        nint length;
        fixed (byte* bytes = buffer, nameBytes = (byte[])[.. UnixName.Encode(name), 0])
        {
            length = TreeLibc.GetAttribute(node.Descriptor, nameBytes, bytes, LongestList);
        }

        return length >= 0 ? buffer[..(int)length]
            : Marshal.GetLastPInvokeError() == TreeLibc.NoData ? null
            : throw TreeError.Last(node.Path);
    }
}
