using System.Buffers.Binary;
using Odagrun.Oci.Layers;

namespace Odagrun.Oci.Pushing.Trees;

/// <summary>Reads the names in a directory, in an order that is the same on every machine.</summary>
internal static unsafe class DirectoryNames
{
    // struct linux_dirent64: inode 8, offset 8, length of the record 2, type 1, name.
    private const int LengthOffset = 16;
    private const int NameOffset = 19;
    private const int BufferBytes = 32 * 1024;

    public static List<string> Read(NodeHandle directory)
    {
        var names = new List<string>();
        var buffer = new byte[BufferBytes];
        fixed (byte* bytes = buffer)
        {
            while (true)
            {
                var count = (int)TreeLibc.ReadDirectory(directory.Descriptor, bytes, BufferBytes);
                if (count < 0)
                {
                    throw TreeError.Last(directory.Path);
                }

                if (count == 0)
                {
                    break;
                }

                Take(buffer.AsSpan(0, count), names);
            }
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private static void Take(ReadOnlySpan<byte> records, List<string> names)
    {
        while (!records.IsEmpty)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(records[LengthOffset..]);
            var name = records[NameOffset..length];
            name = name[..name.IndexOf((byte)0)];
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
            {
                names.Add(UnixName.Decode(name));
            }

            records = records[length..];
        }
    }
}
