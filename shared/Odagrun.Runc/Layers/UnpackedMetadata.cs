using Microsoft.Win32.SafeHandles;
using Odagrun.Oci.Layers;
using Odagrun.Runc.Native;

namespace Odagrun.Runc.Layers;

/// <summary>Owners (where we may), modes and times of what was unpacked.</summary>
internal sealed class UnpackedMetadata(bool keepOwners)
{
    private const int NoFollow = 0x100;

    /// <summary>Of an open file or directory. The owner comes first: changing it clears set-uid.</summary>
    public void Set(SafeFileHandle file, LayerEntry entry)
    {
        if (keepOwners)
        {
            var (user, group) = Owner(entry);
            NativeError.Check(LibC.ChangeOwner(file, user, group), $"setting the owner of '{entry.Path}'");
        }

        NativeError.Check(LibC.ChangeMode(file, (uint)entry.Mode), $"setting the mode of '{entry.Path}'");
        NativeError.Check(LibC.ChangeTimes(file, Times(entry)), $"setting the time of '{entry.Path}'");
    }

    /// <summary>Of a symbolic link, which has no mode.</summary>
    public void SetOfLink(SafeFileHandle directory, string name, LayerEntry entry)
    {
        if (keepOwners)
        {
            var (user, group) = Owner(entry);
            NativeError.Check(LibC.ChangeOwnerAt(directory, name, user, group, NoFollow), $"setting the owner of '{entry.Path}'");
        }

        NativeError.Check(LibC.ChangeTimesAt(directory, name, Times(entry), NoFollow), $"setting the time of '{entry.Path}'");
    }

    private static (uint User, uint Group) Owner(LayerEntry entry) =>
        entry.UserId is >= 0 and < uint.MaxValue && entry.GroupId is >= 0 and < uint.MaxValue
            ? ((uint)entry.UserId, (uint)entry.GroupId)
            : throw new LayerFormatException($"'{entry.Path}' has the owner {entry.UserId}:{entry.GroupId}, which Linux does not know");

    private static TimeSpec[] Times(LayerEntry entry)
    {
        var time = TimeSpec.From(entry.Modified);
        return [time, time];
    }
}
