namespace Odagrun.Executor.Git;

/// <summary>How getting the sources ended.</summary>
internal enum GitResult
{
    /// <summary>The commit is there.</summary>
    Done,

    /// <summary>The server refused the token.</summary>
    AccessDenied,

    /// <summary>The server does not know the repository.</summary>
    RepositoryNotFound,

    /// <summary>The repository does not hold the commit any more.</summary>
    CommitNotFound,

    /// <summary>The server's certificate is not trusted.</summary>
    CertificateNotTrusted,

    /// <summary>The server could not be reached, or hung up: worth another try.</summary>
    NetworkFailed,

    /// <summary>The request cannot be served (a bad refspec, an object format that is not supported).</summary>
    BadRequest,

    /// <summary>Anything else libgit2 or the disk refused: worth another try from a clean directory.</summary>
    Failed,
}
