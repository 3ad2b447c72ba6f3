using System.Runtime.InteropServices;
using System.Text;
using Odagrun.Executor.Native;

namespace Odagrun.Executor.Handover;

/// <summary>
/// Takes a variable out of the environment. .NET keeps a copy of the environment once somebody has asked it for a variable, so this
/// must come before; and the kernel shows the bytes the process started with, so these are overwritten where they lie.
/// </summary>
internal static class SecretVariable
{
    /// <summary>The value, or null; gone afterwards.</summary>
    internal static unsafe string? Take(string name)
    {
        var pointer = (byte*)Libc.GetVariable(name);
        if (pointer is null)
        {
            return null;
        }

        var bytes = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(pointer);
        var value = Encoding.UTF8.GetString(bytes);
        new Span<byte>(pointer, bytes.Length).Clear();
        _ = Libc.UnsetVariable(name);
        return value;
    }
}
