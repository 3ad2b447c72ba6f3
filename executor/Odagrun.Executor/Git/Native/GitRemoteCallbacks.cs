using System.Runtime.InteropServices;

namespace Odagrun.Executor.Git.Native;

/// <summary><c>git_remote_callbacks</c>, version 1; what is not used stays null.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GitRemoteCallbacks
{
    public uint Version;
    public delegate* unmanaged[Cdecl]<byte*, int, nint, int> SidebandProgress;
    public nint Completion;
    public delegate* unmanaged[Cdecl]<nint*, byte*, byte*, uint, nint, int> Credentials;
    public delegate* unmanaged[Cdecl]<nint, int, byte*, nint, int> CertificateCheck;
    public delegate* unmanaged[Cdecl]<GitIndexerProgress*, nint, int> TransferProgress;
    public nint UpdateTips;
    public nint PackProgress;
    public nint PushTransferProgress;
    public nint PushUpdateReference;
    public nint PushNegotiation;
    public nint Transport;
    public nint RemoteReady;
    public nint Payload;
    public nint ResolveUrl;
}
