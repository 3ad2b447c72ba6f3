using System.Runtime.InteropServices;

namespace Odagrun.Oci.Pushing.Trees;

/// <summary><c>struct statx</c>: one layout on all architectures, unlike <c>struct stat</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal readonly struct NodeStatus
{
    private const int TypeMask = 0xF000;

    [FieldOffset(16)]
    public readonly uint Links;

    [FieldOffset(20)]
    public readonly uint UserId;

    [FieldOffset(24)]
    public readonly uint GroupId;

    [FieldOffset(28)]
    public readonly ushort RawMode;

    [FieldOffset(32)]
    public readonly ulong Inode;

    [FieldOffset(40)]
    public readonly long Size;

    [FieldOffset(48)]
    public readonly long Blocks;

    [FieldOffset(112)]
    private readonly long _modifiedSeconds;

    [FieldOffset(120)]
    private readonly uint _modifiedNanoseconds;

    [FieldOffset(136)]
    private readonly uint _deviceMajor;

    [FieldOffset(140)]
    private readonly uint _deviceMinor;

    public NodeType Type => (NodeType)(RawMode & TypeMask);

    public UnixFileMode Mode => (UnixFileMode)(RawMode & 0xFFF);

    /// <summary>The file it is, under whatever names.</summary>
    public (ulong Device, ulong Inode) Identity => (((ulong)_deviceMajor << 32) | _deviceMinor, Inode);

    public (long Seconds, uint Nanoseconds) ModifiedExactly => (_modifiedSeconds, _modifiedNanoseconds);

    /// <summary>In whole seconds, brought into the range there is.</summary>
    public DateTimeOffset Modified => DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(_modifiedSeconds, 0, 253_402_300_799));

    /// <summary>Less is stored than the size says: there are holes.</summary>
    public bool IsSparse => Blocks * 512 < Size;
}
