using LibGit2Sharp;
using Odagrun.Executor.Git.Fetching;
using Odagrun.Executor.Git.Native;

namespace Odagrun.Executor.Git;

/// <summary>Turns what libgit2 throws into outcomes with one sentence for the job's log.</summary>
internal static class GitErrors
{
    private const string StatusText = "unexpected http status code: ";

    internal static bool IsKnown(Exception exception) =>
        exception is GitNativeException or LibGit2SharpException or IOException or UnauthorizedAccessException;

    internal static GitOutcome Classify(Exception exception, RemoteUrl remote) => exception switch
    {
        GitNativeException native => Classify(native, remote),
        _ => new(GitResult.Failed, $"Getting the sources of {remote} failed: {exception.Message}"),
    };

    private static GitOutcome Classify(GitNativeException error, RemoteUrl remote) => (error.Code, error.Category, Status(error)) switch
    {
        (GitCode.Authentication, _, _) or (_, _, 401 or 403) => new(
            GitResult.AccessDenied,
            $"{remote.Host} refused access to {remote}: {Reason(error, remote)}. Check that the job's token may read this project "
            + "(for another project: its CI/CD job token allowlist)."),
        (_, _, 404 or 410) or (GitCode.NotFound, GitCategory.OperatingSystem or GitCategory.Repository or GitCategory.Net, _) => new(
            GitResult.RepositoryNotFound,
            $"{remote.Host} has no repository {remote}, or does not show it to this job's token."),
        (GitCode.Certificate, _, _) => NotTrusted(error, remote),
        (_, GitCategory.Ssl, _) when error.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase) => NotTrusted(error, remote),
        (GitCode.Timeout, _, _) or (_, GitCategory.Net or GitCategory.Http or GitCategory.Ssl, _) or (_, _, >= 500) => new(
            GitResult.NetworkFailed,
            $"Fetching from {remote} failed: {error.Message}."),
        (_, GitCategory.OperatingSystem, _) when error.Message.Contains("connect", StringComparison.Ordinal) => new(
            GitResult.NetworkFailed,
            $"Connecting to {remote.Host} failed: {error.Message}."),
        _ => new(GitResult.Failed, $"Getting the sources of {remote} failed: {error.Message}."),
    };

    private static GitOutcome NotTrusted(GitNativeException error, RemoteUrl remote) => new(
        GitResult.CertificateNotTrusted,
        $"The certificate of {remote.Host} is not trusted: {error.Message}. Give the runner the server's certificate authority.");

    private static string Reason(GitNativeException error, RemoteUrl remote) =>
        Status(error) is 403
            ? "403 Forbidden"
            : remote.Login is null ? "it asks for a login, and there is none" : "the job's token was not accepted";

    private static int Status(GitNativeException error)
    {
        var at = error.Message.IndexOf(StatusText, StringComparison.Ordinal);
        return at >= 0 && int.TryParse(error.Message.AsSpan(at + StatusText.Length), out var status) ? status : 0;
    }
}
