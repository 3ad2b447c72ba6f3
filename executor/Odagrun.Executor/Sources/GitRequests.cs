using Odagrun.Executor.Git;
using Odagrun.Executor.Jobs;

namespace Odagrun.Executor.Sources;

/// <summary>Turns <c>git_info</c> and the GIT_* variables into a request.</summary>
internal static class GitRequests
{
    /// <summary>Makes it.</summary>
    /// <exception cref="JobConfigurationException">The payload lacks the URL or the commit.</exception>
    internal static GitRequest Create(JobSession session, GitVariables variables)
    {
        var git = session.Job.Payload.GitInfo;
        var strategy = variables.Strategy(session.Job.Payload.AllowGitFetch);
        var fetches = strategy is GitStrategy.Fetch or GitStrategy.Clone;
        if (fetches && (string.IsNullOrEmpty(git?.RepoUrl) || string.IsNullOrEmpty(git.Sha)))
        {
            var field = string.IsNullOrEmpty(git?.RepoUrl) ? "git_info.repo_url" : "git_info.sha";
            throw new JobConfigurationException($"GitLab's job payload has no {field}, so there is nothing to check out; set GIT_STRATEGY to none if that is meant");
        }

        return new GitRequest
        {
            ProjectDirectory = session.Directories.Project,
            Url = git?.RepoUrl ?? "",
            Sha = git?.Sha ?? "",
            Ref = git?.Ref ?? "",
            Refspecs = git?.Refspecs ?? [],
            Depth = Math.Max(0, git?.Depth ?? 0),
            Strategy = strategy,
            Checkout = session.Variables.IsOn("GIT_CHECKOUT", byDefault: true),
            Clean = variables.Clean(),
            Submodules = variables.Submodules(),
            CertificateFiles = session.Variables["CI_SERVER_TLS_CA_FILE"] is { Length: > 0 } file ? [file] : [],
            VerifyTls = !session.Variables.IsOn("GIT_SSL_NO_VERIFY"),
            ObjectFormat = git?.RepoObjectFormat is { Length: > 0 } format ? format : "sha1",
        };
    }
}
