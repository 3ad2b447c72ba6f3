namespace Odagrun.GitLab.Api;

/// <summary>What authorises calls about one job: GitLab's address, the job's id and its token.</summary>
public sealed record JobAccess(Uri GitLabUrl, long JobId, string Token)
{
    /// <summary>Address and id; never the token.</summary>
    public override string ToString() => $"job {JobId} at {GitLabUrl}";
}
