namespace Odagrun.Executor.Git;

/// <summary>Brings a commit into the project directory.</summary>
internal interface IGitCheckout
{
    /// <summary>
    /// Fetches, checks out, cleans and updates submodules as <paramref name="request"/> says; <paramref name="writeLine"/> gets lines
    /// for the job's log, without line ends. What can go wrong with a server or a repository comes back as an outcome.
    /// </summary>
    Task<GitOutcome> GetSourcesAsync(GitRequest request, Action<string> writeLine, CancellationToken cancellationToken);
}
