using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Odagrun.Runc.Native;

/// <summary>Turns a failed call into an exception that says what was tried and what the system answered.</summary>
internal static class NativeError
{
    /// <summary>Passes a result on, or throws when it is negative.</summary>
    public static int Check(int result, string action) => result >= 0 ? result : throw Last(action);

    /// <summary>The exception for the last call's error; <see cref="Exception.HResult"/> is the error's number.</summary>
    public static IOException Last(string action)
    {
        var number = Marshal.GetLastPInvokeError();
        return new IOException($"{action} failed: {new Win32Exception(number).Message}", number);
    }
}
