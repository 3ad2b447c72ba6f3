namespace Odagrun.Executor.Git.Native;

/// <summary>What part of libgit2 an error comes from (<c>git_error_t</c>).</summary>
internal enum GitCategory
{
    None = 0,
    OperatingSystem = 2,
    Reference = 4,
    Repository = 6,
    Odb = 9,
    Net = 12,
    Ssl = 16,
    Callback = 26,
    Http = 34,
}
