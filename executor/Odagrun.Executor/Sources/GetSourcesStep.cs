using Odagrun.Executor.Caches.Git;
using Odagrun.Executor.Caches.Restoring;
using Odagrun.Executor.Git;
using Odagrun.Executor.Git.Reading;
using Odagrun.Executor.Jobs;
using Odagrun.GitLab.Api;

namespace Odagrun.Executor.Sources;

/// <summary>get_sources: the commit in the project directory, tried again where that may help.</summary>
internal sealed class GetSourcesStep(
    IGitCheckout checkout, IGitInspector inspector, GitCacheRestore gitCache, TimeProvider clock) : IJobStep
{
    public string Section => "get_sources";

    public string Header => "Getting source from Git repository";

    public StepTime Time => StepTime.Main;

    public bool IsWanted(JobSession session) => session.Progress.IsGood;

    public async Task<JobFailure?> RunAsync(JobSession session, CancellationToken cancellationToken)
    {
        if (Read(session) is not { } request)
        {
            return Missing(session);
        }

        request = request with { Seed = await gitCache.RestoreAsync(session, cancellationToken) };
        var attempts = Attempts.Read(session.Variables, "GET_SOURCES_ATTEMPTS");
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await checkout.GetSourcesAsync(request, line => session.Trace.Write(line + "\n"), cancellationToken);
            if (outcome.Result == GitResult.Done)
            {
                Describe(session, request.Strategy);
                return null;
            }

            if (!outcome.IsTransient || attempt == attempts.Count)
            {
                return Failure(outcome);
            }

            session.Trace.Write(attempts.Describe(attempt, outcome.Message, "from an empty directory"));
            await Task.Delay(Attempts.Delay(attempt), clock, cancellationToken);
            request = request with { Seed = null, Strategy = request.Strategy == GitStrategy.Fetch ? GitStrategy.Clone : request.Strategy };
        }
    }

    private static GitRequest? Read(JobSession session)
    {
        IReadOnlyList<string> authorities = session.Variables["CI_SERVER_TLS_CA_FILE"] is { Length: > 0 } file ? [file] : [];
        var reader = new GitRequestReader(name => session.Variables[name], text => session.Trace.Write($"\e[33mWARNING: {text}\e[0;m\n"));
        return reader.Read(session.Job.Payload, session.Directories.Project, authorities) is { } request
            ? request with { KeepExisting = LayeredCaches.AreThere(session), Cached = LayeredCaches.Files(session) }
            : null;
    }

    // Without sources to get, a payload needs to say nothing of them.
    private static JobFailure? Missing(JobSession session) => GitVariables.FetchesSources(session)
        ? JobFailure.Configuration(
            "GitLab's job payload has no git_info.repo_url or no git_info.sha, so there is nothing to check out; set GIT_STRATEGY to none if that is meant")
        : null;

    private void Describe(JobSession session, GitStrategy strategy)
    {
        if (strategy is GitStrategy.Fetch or GitStrategy.Clone && inspector.Describe(session.Directories.Project) is { } version)
        {
            session.Variables.Set("ODAGRUN_GIT_VERSION", version);
            session.Variables.Set("ODAGRUN_GITVERSION", version);
        }
    }

    private static JobFailure Failure(GitOutcome outcome) => new(
        outcome.Result switch
        {
            GitResult.NetworkFailed or GitResult.CertificateNotTrusted => FailureReason.RunnerExternalDependencyFailure,
            GitResult.BadRequest => FailureReason.RunnerConfigurationError,
            _ => FailureReason.RunnerSystemFailure,
        },
        $"getting the sources failed: {outcome.Message}");
}
