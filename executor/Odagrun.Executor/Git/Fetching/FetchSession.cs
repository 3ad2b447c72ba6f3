using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Odagrun.Executor.Git.Native;

namespace Odagrun.Executor.Git.Fetching;

/// <summary>The callbacks of one fetch. libgit2 carries the session as payload; an exception never crosses into it.</summary>
internal sealed unsafe class FetchSession(RemoteAccess access, FetchProgress progress, CancellationToken cancellationToken) : IDisposable
{
    private GCHandle _self;
    private readonly RemoteAccess _access = access;
    private readonly FetchProgress _progress = progress;
    private bool _loginTried;

    /// <summary>Whether the server asked for a login after it had been given one, or although there is none.</summary>
    internal bool LoginRefused { get; private set; }

    internal void Attach(ref GitRemoteCallbacks callbacks)
    {
        _self = GCHandle.Alloc(this);
        callbacks.Payload = GCHandle.ToIntPtr(_self);
        callbacks.SidebandProgress = &OnSideband;
        callbacks.Credentials = &OnCredentials;
        callbacks.TransferProgress = &OnTransfer;
        if (!_access.VerifyTls)
        {
            callbacks.CertificateCheck = &OnCertificate;
        }
    }

    public void Dispose()
    {
        if (_self.IsAllocated)
        {
            _self.Free();
        }
    }

    private static FetchSession From(nint payload) => (FetchSession)GCHandle.FromIntPtr(payload).Target!;

    private int Continue() => cancellationToken.IsCancellationRequested ? GitCode.User : GitCode.Ok;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnSideband(byte* text, int length, nint payload) => From(payload).Continue();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnTransfer(GitIndexerProgress* state, nint payload)
    {
        var session = From(payload);
        session._progress.Report(*state);
        return session.Continue();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnCertificate(nint certificate, int valid, byte* host, nint payload) => GitCode.Ok;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnCredentials(nint* credential, byte* url, byte* user, uint allowed, nint payload)
    {
        const uint userAndPassword = 1;
        var session = From(payload);
        var address = Marshal.PtrToStringUTF8((nint)url);
        if (session._access.Login is not { } login || session._loginTried || (allowed & userAndPassword) == 0 || !login.IsFor(address))
        {
            session.LoginRefused = true;
            return GitCode.Authentication;
        }

        session._loginTried = true;
        return LibGit2.git_credential_userpass_plaintext_new(credential, login.User, login.Password);
    }
}
