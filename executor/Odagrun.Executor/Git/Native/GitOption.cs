namespace Odagrun.Executor.Git.Native;

/// <summary>Numbers of <c>git_libgit2_opts</c> (<c>git2/common.h</c>, counted from 0).</summary>
internal static class GitOption
{
    internal const int SetSearchPath = 5;
    internal const int SetTlsCertificateLocations = 12;
    internal const int SetUserAgent = 13;
    internal const int EnableStrictHashVerification = 22;
    internal const int SetOwnerValidation = 36;
    internal const int SetConnectTimeout = 39;
    internal const int SetServerTimeout = 41;
}
