using System.Reflection;

namespace Odagrun.Executor.Git.Native;

/// <summary>
/// The process-wide settings of libgit2. The executor opens one project's repositories only, so settings that a shared program
/// could not afford (no owner check, no configuration from HOME) are right here: HOME may be missing and the uid arbitrary.
/// </summary>
internal static class LibGit2Library
{
    private const int LevelProgramData = 1;
    private const int LevelGlobal = 4;
    private const int ConnectTimeoutMilliseconds = 30_000;
    private const int ServerTimeoutMilliseconds = 300_000;
    private static readonly Lock s_gate = new();
    private static readonly HashSet<string> s_certificates = new(StringComparer.Ordinal);
    private static bool s_prepared;

    /// <summary>Starts libgit2 and sets it up; further calls do nothing.</summary>
    internal static void Prepare()
    {
        lock (s_gate)
        {
            if (s_prepared)
            {
                return;
            }

            GitNativeException.ThrowIfFailed(LibGit2.git_libgit2_init());
            for (var level = LevelProgramData; level <= LevelGlobal; level++)
            {
                GitNativeException.ThrowIfFailed(LibGit2.git_libgit2_opts(GitOption.SetSearchPath, level, ""));
            }

            GitNativeException.ThrowIfFailed(LibGit2.git_libgit2_opts(GitOption.SetOwnerValidation, 0));
            // Packs are verified as they arrive; hashing every object again at checkout is what git does not do either.
            GitNativeException.ThrowIfFailed(LibGit2.git_libgit2_opts(GitOption.EnableStrictHashVerification, 0));
            GitNativeException.ThrowIfFailed(LibGit2.git_libgit2_opts(GitOption.SetConnectTimeout, ConnectTimeoutMilliseconds));
            GitNativeException.ThrowIfFailed(LibGit2.git_libgit2_opts(GitOption.SetServerTimeout, ServerTimeoutMilliseconds));
            var version = typeof(LibGit2Library).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
            GitNativeException.ThrowIfFailed(LibGit2.git_libgit2_opts(GitOption.SetUserAgent, $"odagrun {version?.Split('+')[0]}", null));
            s_prepared = true;
        }
    }

    /// <summary>Trusts the authorities of a PEM file from now on, beside those trusted already.</summary>
    internal static void Trust(string certificateFile)
    {
        Prepare();
        lock (s_gate)
        {
            if (s_certificates.Add(certificateFile))
            {
                GitNativeException.ThrowIfFailed(LibGit2.git_libgit2_opts(GitOption.SetTlsCertificateLocations, certificateFile, null));
            }
        }
    }
}
