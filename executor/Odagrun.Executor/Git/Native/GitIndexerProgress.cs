using System.Runtime.InteropServices;

namespace Odagrun.Executor.Git.Native;

/// <summary><c>git_indexer_progress</c>: how far a pack has come.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GitIndexerProgress
{
    public uint TotalObjects;
    public uint IndexedObjects;
    public uint ReceivedObjects;
    public uint LocalObjects;
    public uint TotalDeltas;
    public uint IndexedDeltas;
    public nuint ReceivedBytes;
}
