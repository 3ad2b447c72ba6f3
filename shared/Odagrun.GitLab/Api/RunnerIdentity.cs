using Odagrun.GitLab.Http;

namespace Odagrun.GitLab.Api;

/// <summary>
/// One registered runner as this process speaks for it: GitLab's address (without <c>/api/v4</c>), the runner token, and the
/// system id, unique per replica and stable over restarts (reference: runner API, <c>system_id</c>).
/// </summary>
public sealed record RunnerIdentity(Uri GitLabUrl, string Token, string SystemId)
{
    /// <summary>What TLS needs beyond the machine's own authorities; null: nothing.</summary>
    public ServerTls? Tls { get; init; }

    /// <summary>The token's first nine characters after its prefix: what GitLab shows of it.</summary>
    public string ShortToken => RunnerTokens.Shorten(Token);

    /// <summary>Address and short token; never the token.</summary>
    public override string ToString() => $"{ShortToken} at {GitLabUrl}";
}
