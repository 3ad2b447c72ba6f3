using System.Runtime.InteropServices;

namespace Odagrun.Executor.Git.Native;

/// <summary><c>git_checkout_options</c>, version 1; what is not used stays null.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GitCheckoutOptions
{
    public uint Version;
    public uint Strategy;
    public int DisableFilters;
    public uint DirectoryMode;
    public uint FileMode;
    public int FileOpenFlags;
    public uint NotifyFlags;
    public delegate* unmanaged[Cdecl]<uint, byte*, nint, nint, nint, nint, int> Notify;
    public nint NotifyPayload;
    public nint Progress;
    public nint ProgressPayload;
    public GitStringArray Paths;
    public nint Baseline;
    public nint BaselineIndex;
    public byte* TargetDirectory;
    public byte* AncestorLabel;
    public byte* OurLabel;
    public byte* TheirLabel;
    public nint PerformanceData;
    public nint PerformanceDataPayload;
}
