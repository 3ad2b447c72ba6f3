using System.Runtime.InteropServices;
using Odagrun.Oci.Layers;

namespace Odagrun.Oci.Pushing.Trees;

/// <summary>An open file or directory; <paramref name="path"/> is for messages.</summary>
internal sealed class NodeHandle(int descriptor, string path) : IDisposable
{
    private int _descriptor = descriptor;

    public int Descriptor => _descriptor;

    public string Path => path;

    /// <summary>Opens a name in a directory; null for <paramref name="directory"/> begins at the working directory.</summary>
    public static unsafe NodeHandle Open(NodeHandle? directory, string name, string path)
    {
        fixed (byte* bytes = ZeroEnded(name))
        {
            var descriptor = TreeLibc.OpenAt(directory?.Descriptor ?? TreeLibc.CurrentDirectory, bytes, TreeLibc.OpenToRead);
            return descriptor >= 0 ? new NodeHandle(descriptor, path) : throw TreeError.Last(path);
        }
    }

    /// <summary>What a name in this directory stands for, a link for itself.</summary>
    public unsafe NodeStatus StatusOf(string name, string itsPath)
    {
        fixed (byte* bytes = ZeroEnded(name))
        {
            return TreeLibc.Statx(_descriptor, bytes, TreeLibc.NoFollow, TreeLibc.BasicFields, out var status) == 0
                ? status
                : throw TreeError.Last(itsPath);
        }
    }

    public unsafe NodeStatus Status()
    {
        byte empty = 0;
        return TreeLibc.Statx(_descriptor, &empty, TreeLibc.EmptyPath, TreeLibc.BasicFields, out var status) == 0
            ? status
            : throw TreeError.Last(path);
    }

    /// <summary>The text of a symbolic link in this directory.</summary>
    public unsafe string LinkOf(string name, string itsPath)
    {
        const int longest = 4096;
        var buffer = stackalloc byte[longest];
        fixed (byte* bytes = ZeroEnded(name))
        {
            var length = TreeLibc.ReadLink(_descriptor, bytes, buffer, longest);
            return length >= 0 ? UnixName.Decode(new ReadOnlySpan<byte>(buffer, (int)length)) : throw TreeError.Last(itsPath);
        }
    }

    /// <summary>Reads on; 0 at the end.</summary>
    public unsafe int Read(Span<byte> buffer)
    {
        fixed (byte* bytes = buffer)
        {
            while (true)
            {
                var read = TreeLibc.Read(_descriptor, bytes, (nuint)buffer.Length);
                if (read >= 0)
                {
                    return (int)read;
                }

                if (Marshal.GetLastPInvokeError() != TreeLibc.Interrupted)
                {
                    throw TreeError.Last(path);
                }
            }
        }
    }

    public void Dispose()
    {
        if (_descriptor >= 0)
        {
            _ = TreeLibc.Close(_descriptor);
            _descriptor = -1;
        }
    }

    private static byte[] ZeroEnded(string name) => [.. UnixName.Encode(name), 0];
}
