using Odagrun.Executor.Native;

namespace Odagrun.Executor.Processes;

/// <summary>posix_spawn with what a job's programs need: a session of their own, default signals, no descriptors but three.</summary>
internal static unsafe class Spawner
{
    internal static int Spawn(ProcessStart start)
    {
        var actions = stackalloc byte[SpawnLibc.BlockSize];
        var attributes = stackalloc byte[SpawnLibc.BlockSize];
        Check(SpawnLibc.InitActions(actions), start);
        Check(SpawnLibc.InitAttributes(attributes), start);
        try
        {
            AddActions(actions, start);
            SetAttributes(attributes, start);
            var error = SpawnLibc.Spawn(
                out var id, start.Path, actions, attributes, [.. start.Arguments, null], [.. start.Environment, null]);
            Check(error, start);
            return id;
        }
        finally
        {
            _ = SpawnLibc.DestroyActions(actions);
            _ = SpawnLibc.DestroyAttributes(attributes);
        }
    }

    private static void AddActions(byte* actions, ProcessStart start)
    {
        AddDescriptor(actions, start, start.StandardInput, 0, flags: 0);
        AddDescriptor(actions, start, start.StandardOutput, 1, flags: 1);
        AddDescriptor(actions, start, start.StandardError, 2, flags: 1);
        Check(SpawnLibc.AddCloseFrom(actions, 3), start);
        Check(SpawnLibc.AddChangeDirectory(actions, start.WorkingDirectory), start);
    }

    private static void AddDescriptor(byte* actions, ProcessStart start, int? own, int target, int flags) =>
        Check(own is { } descriptor
            ? SpawnLibc.AddDuplicate(actions, descriptor, target)
            : SpawnLibc.AddOpen(actions, target, "/dev/null", flags, 0), start);

    // .NET ignores SIGPIPE and blocks some signals on some threads: nothing of that is for the job's programs.
    private static void SetAttributes(byte* attributes, ProcessStart start)
    {
        var signals = stackalloc byte[SpawnLibc.BlockSize];
        _ = SpawnLibc.FillSignals(signals);
        Check(SpawnLibc.SetDefaults(attributes, signals), start);
        _ = SpawnLibc.EmptySignals(signals);
        Check(SpawnLibc.SetMask(attributes, signals), start);
        Check(SpawnLibc.SetFlags(attributes, SpawnLibc.SetSignalDefaults | SpawnLibc.SetSignalMask | SpawnLibc.SetSession), start);
    }

    private static void Check(int error, ProcessStart start)
    {
        if (error != 0)
        {
            throw new ProcessStartException(start.Path, error);
        }
    }
}
