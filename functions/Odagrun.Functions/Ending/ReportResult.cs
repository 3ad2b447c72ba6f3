namespace Odagrun.Functions.Ending;

/// <summary>How telling GitLab of a failure ended.</summary>
internal enum ReportResult
{
    /// <summary>GitLab knows.</summary>
    Told,

    /// <summary>The job was over there already.</summary>
    Over,

    /// <summary>GitLab can't take it now.</summary>
    Later,
}
