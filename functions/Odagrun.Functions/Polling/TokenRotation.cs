using Microsoft.Extensions.Logging;
using Odagrun.GitLab.Api;
using Odagrun.Masking;

namespace Odagrun.Functions.Polling;

/// <summary>
/// Asks GitLab for a new token when three quarters of the old one's time are over, as GitLab Runner does, and keeps it in the token's
/// file. A token without such a file is left to end: nobody would know the new one after a restart.
/// </summary>
internal sealed class TokenRotation(Runner runner, IRunnerApi api, ISecretMasker masker, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromHours(1);

    private DateTimeOffset? _due;

    public bool IsDue => _due is { } due && clock.GetUtcNow() >= due;

    /// <summary>What GitLab said of the token's end; null: it has none.</summary>
    public void Learn(DateTimeOffset? expiresAt)
    {
        _due = null;
        if (expiresAt is not { } end)
        {
            return;
        }

        if (runner.Options.TokenFile is not { } file)
        {
            logger.TokenEnds(runner.Name, end);
            return;
        }

        var now = clock.GetUtcNow();
        var written = new DateTimeOffset(File.GetLastWriteTimeUtc(file), TimeSpan.Zero);
        // The file is as old as the token is here; one from the future says nothing.
        var begin = written < now ? written : now;
        _due = begin + ((end - begin) * 0.75);
    }

    /// <summary>Exchanges the token.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _due = clock.GetUtcNow() + AskAgain;
        var file = runner.Options.TokenFile!;
        // Looked for first: the old token is void once there is a new one.
        if (TokenFile.WhyNotWritable(file) is { } problem)
        {
            logger.TokenNotRenewed(runner.Name, $"{file} can't be written: {problem}");
            return;
        }

        var outcome = await api.ResetTokenAsync(runner.Identity, cancellationToken);
        if (outcome.Token is not { } token)
        {
            logger.TokenNotRenewed(runner.Name, outcome.Message);
            return;
        }

        masker.Add(token);
        runner.Identity = runner.Identity with { Token = token };
        Keep(file, token);
        Learn(outcome.ExpiresAt);
    }

    private void Keep(string file, string token)
    {
        try
        {
            TokenFile.Write(file, token);
            logger.TokenRenewed(runner.Name, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.TokenNotKept(runner.Name, file, e.Message);
        }
    }
}
