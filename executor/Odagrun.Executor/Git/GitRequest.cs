namespace Odagrun.Executor.Git;

/// <summary>What to check out, where, and how: <c>git_info</c> and the GIT_* variables after reading.</summary>
internal sealed record GitRequest
{
    /// <summary>The project directory; made when it is missing.</summary>
    public required string ProjectDirectory { get; init; }

    /// <summary>Where from; user and password in it are used but never written to disk.</summary>
    public required string Url { get; init; }

    /// <summary>The full commit id.</summary>
    public required string Sha { get; init; }

    /// <summary>Branch or tag, for the log.</summary>
    public string Ref { get; init; } = "";

    /// <summary>What to fetch.</summary>
    public IReadOnlyList<string> Refspecs { get; init; } = [];

    /// <summary>How many commits; 0 = all.</summary>
    public int Depth { get; init; }

    /// <summary>GIT_STRATEGY.</summary>
    public GitStrategy Strategy { get; init; } = GitStrategy.Fetch;

    /// <summary>
    /// What lies in the project directory came with the image (caches, work spaces) and stays: it is neither emptied nor cleaned.
    /// </summary>
    public bool KeepExisting { get; init; }

    /// <summary>
    /// Files of caches among them, relative to the project: where the commit has one too, the cache's stays, as if it were restored after
    /// the checkout.
    /// </summary>
    public IReadOnlyList<string> Cached { get; init; } = [];

    /// <summary>Objects that are on disk already; null: none.</summary>
    public GitSeed? Seed { get; init; }

    /// <summary>GIT_CHECKOUT.</summary>
    public bool Checkout { get; init; } = true;

    /// <summary>GIT_CLEAN_FLAGS; null = no cleaning.</summary>
    public CleanFlags? Clean { get; init; } = CleanFlags.Default;

    /// <summary>GIT_SUBMODULE_*.</summary>
    public SubmoduleOptions Submodules { get; init; } = new();

    /// <summary>PEM files with certificate authorities, beside the image's own.</summary>
    public IReadOnlyList<string> CertificateFiles { get; init; } = [];

    /// <summary>False (GIT_SSL_NO_VERIFY): any certificate will do.</summary>
    public bool VerifyTls { get; init; } = true;

    /// <summary>An HTTP proxy; null = what the process's environment says.</summary>
    public string? Proxy { get; init; }

    /// <summary><c>sha1</c> or <c>sha256</c>.</summary>
    public string ObjectFormat { get; init; } = "sha1";

    /// <summary>Names it without its secrets.</summary>
    public override string ToString() => $"{Ref} {Sha} into {ProjectDirectory}";
}
