namespace Odagrun.Executor.Git;

/// <summary>GIT_STRATEGY.</summary>
internal enum GitStrategy
{
    /// <summary>Use what is there, fetch the difference.</summary>
    Fetch,

    /// <summary>Delete what is there, fetch everything.</summary>
    Clone,

    /// <summary>Leave the project directory as it is.</summary>
    None,

    /// <summary>Delete what is there, fetch nothing.</summary>
    Empty,
}
