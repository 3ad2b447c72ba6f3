using System.Globalization;
using Odagrun.GitLab.Api;
using Odagrun.Jobs.Settings;

namespace Odagrun.Cli.Doctor.Checks;

/// <summary>Whether GitLab takes the runner's token, and for how long.</summary>
internal sealed class TokenCheck(RunnerOptions runner, IRunnerApi api, TimeProvider clock) : ICheck
{
    /// <summary>How the doctor names itself to GitLab: it is no runner manager of its own.</summary>
    public const string SystemId = "r_odagrundoctor";

    private static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    private const string NewToken =
        "make a new one in GitLab (Settings > CI/CD > Runners, or POST /user/runners) and give it to 'odagrun register'";

    public string Name => "token";

    public string Subject => runner.Name;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var outcome = await api.VerifyAsync(
            new RunnerIdentity(runner.Url, runner.Token, runner.SystemId ?? SystemId) { Tls = runner.Tls }, cancellationToken);
        return [outcome.Result switch
        {
            VerifyResult.Valid => Ends(outcome.TokenExpiresAt),
            VerifyResult.InvalidToken => Finding.Problem(
                Name, Subject, $"GitLab refuses the runner token: it is wrong, expired or revoked ({outcome.Message})", NewToken),
            VerifyResult.Orphaned =>
                Finding.Problem(Name, Subject, $"the runner belongs to no project or group any more ({outcome.Message})",
                    "assign it to one in GitLab, or make a new runner and give its token to 'odagrun register'"),
            _ => Finding.Problem(
                Name, Subject, $"GitLab did not say whether the token is good: {outcome.Message}", "see what is said of 'gitlab'"),
        }];
    }

    private Finding Ends(DateTimeOffset? end)
    {
        if (end is not { } at)
        {
            return Finding.Ok(Name, Subject, "GitLab takes the runner token; it does not expire");
        }

        var left = at - clock.GetUtcNow();
        var text = string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd HH:mm} UTC");
        return left <= TimeSpan.Zero ? Finding.Problem(Name, Subject, $"the runner token expired at {text}", NewToken)
            : left < Soon ? Finding.Warning(Name, Subject, $"the runner token expires at {text}",
                $"{NewToken}; in a file that this program may write it is renewed by itself")
            : Finding.Ok(Name, Subject, $"GitLab takes the runner token; it expires at {text}");
    }
}
