using System.Globalization;
using Odagrun.Jobs.Settings;

namespace Odagrun.Cli.Doctor.Checks;

/// <summary>Whether GitLab can be reached, and how far this clock is from its clock: an answer of any kind says both.</summary>
internal sealed class GitLabCheck(RunnerOptions runner, TimeProvider clock) : ICheck
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Wrong = TimeSpan.FromMinutes(5);

    public string Name => "gitlab";

    public string Subject => runner.Name;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var address = new Uri(runner.Url.ToString().TrimEnd('/') + "/api/v4/version");
        try
        {
            using var http = new HttpClient(TlsHandler.Create(runner.Tls)) { Timeout = Timeout.InfiniteTimeSpan };
            var asked = clock.GetUtcNow();
            using var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var answered = clock.GetUtcNow();
            return [Reached(response), Clock(response, asked, answered)];
        }
        catch (HttpRequestException e)
        {
            return [
                Finding.Problem(Name, Subject,
                    $"GET {address} failed: {e.Message}{(e.InnerException is { } inner ? $" ({inner.Message})" : "")}", Remedy(e)),
                Finding.Skipped("clock", Subject, "GitLab gave no time"),
            ];
        }
    }

    private Finding Reached(HttpResponseMessage response) => (int)response.StatusCode < 500
        ? Finding.Ok(Name, Subject, $"{runner.Url} answers")
        : Finding.Problem(
            Name, Subject, $"GET {response.RequestMessage!.RequestUri} answered {(int)response.StatusCode} {response.ReasonPhrase}",
            "GitLab is up only in part: look at its own status and logs; runners go on by themselves when it is back");

    private static string Remedy(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError =>
            "the host name is not known here: check Odagrun:Runners:*:Url, and DNS (a NetworkPolicy may forbid port 53)",
        HttpRequestError.SecureConnectionError =>
            "the certificate is not trusted: name the authority's PEM file in Odagrun:Runners:*:CaFile",
        _ => "check Odagrun:Runners:*:Url, that GitLab is up, and that firewall and NetworkPolicy let port 443 through",
    };

    private Finding Clock(HttpResponseMessage response, DateTimeOffset asked, DateTimeOffset answered)
    {
        if (response.Headers.Date is not { } theirs)
        {
            return Finding.Skipped("clock", Subject, "GitLab's answer holds no Date");
        }

        // Within the call's time, and the second that the header does not tell, nothing is known.
        var skew = theirs > answered ? theirs - answered : asked - theirs.AddSeconds(1) is { Ticks: > 0 } late ? -late : TimeSpan.Zero;
        if (skew.Duration() <= Tolerated)
        {
            return Finding.Ok(
                "clock", Subject, string.Create(CultureInfo.InvariantCulture, $"within {Tolerated.TotalSeconds:0} s of GitLab's"));
        }

        var message = string.Create(CultureInfo.InvariantCulture,
            $"this clock is {skew.Duration():hh\\:mm\\:ss} {(skew > TimeSpan.Zero ? "behind" : "ahead of")} GitLab's");
        const string Remedy =
            "set the clock (chrony or systemd-timesyncd): storage accounts refuse requests that are 15 minutes off, and tokens end too early or too late";
        return skew.Duration() < Wrong
            ? Finding.Warning("clock", Subject, message, Remedy)
            : Finding.Problem("clock", Subject, message, Remedy);
    }
}
