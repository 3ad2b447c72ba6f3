using System.Runtime.InteropServices;

namespace Odagrun.Executor.Git.Native;

/// <summary><c>git_proxy_options</c>, version 1.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GitProxyOptions
{
    public uint Version;
    public int Kind;
    public byte* Url;
    public nint Credentials;
    public nint CertificateCheck;
    public nint Payload;
}
