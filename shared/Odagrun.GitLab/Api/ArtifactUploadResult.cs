namespace Odagrun.GitLab.Api;

/// <summary>How an artifact upload ended.</summary>
public enum ArtifactUploadResult
{
    /// <summary>201.</summary>
    Ok,

    /// <summary>403: the job is over, or the token is.</summary>
    Forbidden,

    /// <summary>413.</summary>
    TooLarge,

    /// <summary>All tries are used up.</summary>
    Failed,
}
