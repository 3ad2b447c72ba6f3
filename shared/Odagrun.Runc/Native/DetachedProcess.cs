using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Odagrun.Runc.Native;

/// <summary>
/// Starts a program that outlives us: in a session of its own, with default signals, a clean environment, no input, its output in
/// a file, and one descriptor of ours, which .NET's Process can't hand over.
/// </summary>
internal static class DetachedProcess
{
    /// <summary>The number of the descriptor in the program.</summary>
    public const int HandedDescriptor = 9;

    private const short NewSessionAndSignals = 0x80 | 0x04 | 0x08;
    private const int OpaqueSize = 1024;
    private const int SignalSetSize = 128;

    // Signals 1 to 31, without KILL and STOP, which have no handlers.
    private const uint CommonSignals = 0x7FFFFFFF & ~((1u << 8) | (1u << 18));

    /// <summary>Starts it and gives its process id, to be waited for by <see cref="Children"/>.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    public static int Start(
        string path, IReadOnlyList<string> arguments, IReadOnlyList<string> environment, string output, SafeFileHandle handed)
    {
        var actions = Marshal.AllocHGlobal(OpaqueSize);
        var attributes = Marshal.AllocHGlobal(OpaqueSize);
        using var argv = new NativeStrings([path, .. arguments]);
        using var envp = new NativeStrings(environment);
        Check(LibCSpawn.InitActions(actions), path);
        Check(LibCSpawn.InitAttributes(attributes), path);
        try
        {
            Check(LibCSpawn.AddOpen(actions, 0, "/dev/null", 0, 0), path);
            Check(LibCSpawn.AddOpen(actions, 1, output, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Append, 0x180), path);
            Check(LibCSpawn.AddDuplicate(actions, 1, 2), path);
            Check(LibCSpawn.AddDuplicate(actions, (int)handed.DangerousGetHandle(), HandedDescriptor), path);
            Check(LibCSpawn.SetFlags(attributes, NewSessionAndSignals), path);
            var signals = new byte[SignalSetSize];
            Check(LibCSpawn.SetSignalMask(attributes, signals), path);
            BitConverter.TryWriteBytes(signals, CommonSignals);
            Check(LibCSpawn.SetDefaultSignals(attributes, signals), path);
            Check(LibCSpawn.Spawn(out var process, path, actions, attributes, argv.Pointer, envp.Pointer), path);
            return process;
        }
        finally
        {
            _ = LibCSpawn.DestroyActions(actions);
            _ = LibCSpawn.DestroyAttributes(attributes);
            Marshal.FreeHGlobal(actions);
            Marshal.FreeHGlobal(attributes);
        }
    }

    private static void Check(int error, string path)
    {
        if (error != 0)
        {
            throw new IOException($"starting '{path}' failed: {new Win32Exception(error).Message}", error);
        }
    }
}
