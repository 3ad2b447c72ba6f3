namespace Odagrun.GitLab.Api;

/// <summary>How an artifact download ended.</summary>
public enum ArtifactDownloadResult
{
    /// <summary>200: a stream.</summary>
    Ok,

    /// <summary>401 or 403.</summary>
    Forbidden,

    /// <summary>404.</summary>
    NotFound,

    /// <summary>Anything else: worth another try.</summary>
    Failed,
}
