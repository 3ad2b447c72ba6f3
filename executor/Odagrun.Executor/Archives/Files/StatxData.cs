using System.Runtime.InteropServices;

namespace Odagrun.Executor.Archives.Files;

/// <summary><c>struct statx</c> of Linux, 256 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Size = 256)]
internal struct StatxData
{
    public uint Mask;
    public uint BlockSize;
    public ulong Attributes;
    public uint Links;
    public uint Uid;
    public uint Gid;
    public ushort Mode;
    public ushort Spare;
    public ulong Inode;
    public ulong Size;
    public ulong Blocks;
    public ulong AttributesMask;
    public StatxTime Accessed;
    public StatxTime Born;
    public StatxTime Changed;
    public StatxTime Modified;
}
