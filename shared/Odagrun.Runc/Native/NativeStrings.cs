using System.Runtime.InteropServices;

namespace Odagrun.Runc.Native;

/// <summary>An array of C strings with a null at its end, as argv and envp are.</summary>
internal sealed class NativeStrings : IDisposable
{
    private readonly nint[] _strings;

    public NativeStrings(IReadOnlyList<string> strings)
    {
        _strings = [.. strings.Select(Marshal.StringToCoTaskMemUTF8), 0];
        Pointer = Marshal.AllocHGlobal(_strings.Length * nint.Size);
        Marshal.Copy(_strings, 0, Pointer, _strings.Length);
    }

    public nint Pointer { get; }

    public void Dispose()
    {
        foreach (var text in _strings)
        {
            Marshal.FreeCoTaskMem(text);
        }

        Marshal.FreeHGlobal(Pointer);
    }
}
