namespace Odagrun.Executor.Git;

/// <summary>GIT_SUBMODULE_STRATEGY.</summary>
internal enum SubmoduleStrategy
{
    /// <summary>Left alone.</summary>
    None,

    /// <summary>Those of the project.</summary>
    Normal,

    /// <summary>Also those of submodules.</summary>
    Recursive,
}
