using System.Runtime.InteropServices;

namespace Odagrun.Executor.Git.Native;

/// <summary><c>git_repository_init_options</c>, version 1.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GitRepositoryInitOptions
{
    public uint Version;
    public uint Flags;
    public uint Mode;
    public byte* WorkingDirectory;
    public byte* Description;
    public byte* TemplatePath;
    public byte* InitialHead;
    public byte* OriginUrl;
}
