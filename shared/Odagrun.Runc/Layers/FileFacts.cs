using Odagrun.Runc.Native;

namespace Odagrun.Runc.Layers;

/// <summary>What .NET does not tell of a file: its owner, its other names, and whether it is one of overlayfs' marks.</summary>
internal sealed record FileFacts(uint User, uint Group, uint Links, ulong Inode, bool IsWhiteout, bool IsOpaque)
{
    private const int NoFollow = 0x100;
    private const uint BasicFacts = 0x7FF;
    private const int LinksOffset = 16;
    private const int UserOffset = 20;
    private const int GroupOffset = 24;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int TypeMask = 0xF000;
    private const int CharacterDevice = 0x2000;

    public static FileFacts Of(string path)
    {
        // struct statx has one layout on all architectures.
        var facts = new byte[256];
        NativeError.Check(LibC.StatXOf(LibC.CurrentDirectory, path, NoFollow, BasicFacts, facts), $"looking at '{path}'");
        return new FileFacts(
            BitConverter.ToUInt32(facts, UserOffset),
            BitConverter.ToUInt32(facts, GroupOffset),
            BitConverter.ToUInt32(facts, LinksOffset),
            BitConverter.ToUInt64(facts, InodeOffset),
            (BitConverter.ToUInt16(facts, ModeOffset) & TypeMask) == CharacterDevice,
            LibC.GetAttribute(path, "user.overlay.opaque", new byte[1], 1) == 1);
    }

    /// <summary>Makes another file, or the link itself, belong to the same owner, where we may.</summary>
    public void GiveOwner(string path)
    {
        if (LibC.EffectiveUser() == 0)
        {
            NativeError.Check(LibC.ChangeLinkOwner(path, User, Group), $"setting the owner of '{path}'");
        }
    }
}
