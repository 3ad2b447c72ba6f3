using Odagrun.Runc.Native;

namespace Odagrun.Runc;

/// <summary>What this process may do on its machine.</summary>
internal sealed class HostRights
{
    /// <summary>Root of the machine, or of the container we run in.</summary>
    public bool IsRoot { get; } = LibC.EffectiveUser() == 0;

    /// <summary>Files can be given the owners that their image names.</summary>
    public bool CanChangeOwners => IsRoot;
}
