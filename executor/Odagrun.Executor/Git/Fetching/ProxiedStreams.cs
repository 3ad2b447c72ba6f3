using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Odagrun.Executor.Git.Native;

namespace Odagrun.Executor.Git.Fetching;

/// <summary>
/// Leads libgit2's connections to plain http servers to their proxy. libgit2 writes requests as a proxy wants them, with the login that
/// the proxy asks for, and then sends them to the server itself (its issue 5650); through TLS (CONNECT) it does as it should.
/// </summary>
internal static unsafe class ProxiedStreams
{
    private const int Standard = 1;
    private const int Version = 1;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);
    private static readonly Lock s_gate = new();
    private static readonly Dictionary<string, Uri> s_proxies = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>From now on, and for all of this process; nothing happens where libgit2 needs no help.</summary>
    /// <exception cref="GitNativeException">The proxy can't be used.</exception>
    internal static void Lead(RemoteUrl remote, string? proxy)
    {
        if (proxy is null || !RemoteUrl.TryParseHttp(remote.Address, out var server) || server.Scheme != Uri.UriSchemeHttp)
        {
            return;
        }

        if (!Uri.TryCreate(proxy, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttp)
        {
            throw new GitNativeException(
                GitCode.Error,
                GitCategory.Net,
                "the proxy for plain http (http_proxy) is no http://host:port; git goes through no other. Name the server in no_proxy, or use https");
        }

        LibGit2Library.Prepare();
        lock (s_gate)
        {
            if (s_proxies.Count == 0)
            {
                // Copied by libgit2. All its plain connections come to us then, those below TLS too.
                var registration = new GitStreamRegistration { Version = Version, Init = &OnInit };
                GitNativeException.ThrowIfFailed(LibGit2.git_stream_register(Standard, &registration));
            }

            s_proxies[Key(server.IdnHost, server.Port)] = address;
        }
    }

    private static string Key(string host, int port) => string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");

    private static PlainConnection Create(string host, int port)
    {
        lock (s_gate)
        {
            return s_proxies.TryGetValue(Key(host, port), out var proxy)
                ? new PlainConnection(proxy.IdnHost, proxy.Port, ConnectTimeout, Timeout)
                : new PlainConnection(host, port, ConnectTimeout, Timeout);
        }
    }

    private static PlainConnection Of(GitStream* stream) => (PlainConnection)GCHandle.FromIntPtr(stream->Connection).Target!;

    private static int Fail(PlainConnection connection, SocketException error)
    {
        LibGit2.git_error_set_str((int)GitCategory.Net, $"failed to connect to {connection}, or to speak with it: {error.Message}");
        return error.SocketErrorCode == SocketError.TimedOut ? GitCode.Timeout : GitCode.Error;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnInit(GitStream** created, byte* host, byte* port)
    {
        if (!int.TryParse(Marshal.PtrToStringUTF8((nint)port), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return GitCode.Error;
        }

        var stream = (GitStream*)NativeMemory.AllocZeroed((nuint)sizeof(GitStream));
        stream->Version = Version;
        stream->Connect = &OnConnect;
        stream->Read = &OnRead;
        stream->Write = &OnWrite;
        stream->Close = &OnClose;
        stream->Free = &OnFree;
        stream->Connection = GCHandle.ToIntPtr(GCHandle.Alloc(Create(Marshal.PtrToStringUTF8((nint)host)!, number)));
        *created = stream;
        return GitCode.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnConnect(GitStream* stream)
    {
        try
        {
            Of(stream).Connect();
            return GitCode.Ok;
        }
        catch (SocketException e)
        {
            return Fail(Of(stream), e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint OnRead(GitStream* stream, byte* buffer, nuint length)
    {
        try
        {
            return Of(stream).Read(new Span<byte>(buffer, (int)Math.Min(length, int.MaxValue)));
        }
        catch (SocketException e)
        {
            return Fail(Of(stream), e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint OnWrite(GitStream* stream, byte* bytes, nuint length, int flags)
    {
        try
        {
            return Of(stream).Write(new ReadOnlySpan<byte>(bytes, (int)Math.Min(length, int.MaxValue)));
        }
        catch (SocketException e)
        {
            return Fail(Of(stream), e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnClose(GitStream* stream)
    {
        Of(stream).Dispose();
        return GitCode.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnFree(GitStream* stream)
    {
        var handle = GCHandle.FromIntPtr(stream->Connection);
        Of(stream).Dispose();
        handle.Free();
        NativeMemory.Free(stream);
    }
}
