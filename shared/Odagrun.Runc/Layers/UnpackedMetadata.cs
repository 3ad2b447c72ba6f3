using Microsoft.Win32.SafeHandles;
using Odagrun.Oci.Layers;
using Odagrun.Runc.Native;

namespace Odagrun.Runc.Layers;

/// <summary>Owners (where we may), modes and times of what was unpacked.</summary>
internal sealed class UnpackedMetadata(bool keepOwners)
{
    private const int NoFollow = 0x100;

    /// <summary>Of a file or directory. The owner comes first: changing it clears set-uid.</summary>
    public void Set(SafeFileHandle directory, string name, LayerEntry entry)
    {
        SetOwner(directory, name, entry);
        NativeError.Check(LibC.ChangeModeAt(directory, name, (uint)entry.Mode, 0), $"setting the mode of '{entry.Path}'");
        SetTime(directory, name, entry);
    }

    /// <summary>Of a symbolic link, which has no mode.</summary>
    public void SetOfLink(SafeFileHandle directory, string name, LayerEntry entry)
    {
        SetOwner(directory, name, entry);
        SetTime(directory, name, entry);
    }

    private void SetOwner(SafeFileHandle directory, string name, LayerEntry entry)
    {
        if (!keepOwners)
        {
            return;
        }

        if (entry.UserId is < 0 or >= uint.MaxValue || entry.GroupId is < 0 or >= uint.MaxValue)
        {
            throw new LayerFormatException($"'{entry.Path}' has the owner {entry.UserId}:{entry.GroupId}, which Linux does not know");
        }

        var result = LibC.ChangeOwnerAt(directory, name, (uint)entry.UserId, (uint)entry.GroupId, NoFollow);
        NativeError.Check(result, $"setting the owner of '{entry.Path}'");
    }

    private static void SetTime(SafeFileHandle directory, string name, LayerEntry entry)
    {
        var time = TimeSpec.From(entry.Modified);
        NativeError.Check(LibC.ChangeTimesAt(directory, name, [time, time], NoFollow), $"setting the time of '{entry.Path}'");
    }
}
