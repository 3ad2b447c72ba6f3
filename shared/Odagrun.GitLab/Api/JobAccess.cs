using Odagrun.GitLab.Http;

namespace Odagrun.GitLab.Api;

/// <summary>What authorises calls about one job: GitLab's address, the job's id and its token.</summary>
public sealed record JobAccess(Uri GitLabUrl, long JobId, string Token)
{
    /// <summary>What TLS needs beyond the machine's own authorities; null: nothing.</summary>
    public ServerTls? Tls { get; init; }

    /// <summary>Address and id; never the token.</summary>
    public override string ToString() => $"job {JobId} at {GitLabUrl}";
}
