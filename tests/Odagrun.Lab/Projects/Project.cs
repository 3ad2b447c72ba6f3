using Odagrun.Lab.Pipelines;

namespace Odagrun.Lab.Projects;

/// <summary>A project: a path and a bare repository. Guarded by the board's gate, except for <see cref="Repository"/>.</summary>
internal sealed class Project(int id, string path, string repository, string token)
{
    public int Id { get; } = id;

    /// <summary>Full path, for example <c>group/app</c>.</summary>
    public string Path { get; } = path;

    /// <summary>Directory of the bare repository.</summary>
    public string Repository { get; } = repository;

    /// <summary>Reads and writes the repository over HTTP.</summary>
    public string Token { get; } = token;

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public string Namespace => Path.Contains('/') ? Path[..Path.LastIndexOf('/')] : "";

    public string DefaultBranch { get; set; } = "main";

    /// <summary>Project variables, as in a project's CI/CD settings.</summary>
    public List<CiVariable> Variables { get; } = [];

    /// <summary>Branches and tags that are protected.</summary>
    public HashSet<string> ProtectedRefs { get; } = [];

    /// <summary>Registry logins handed to jobs.</summary>
    public List<LabRegistryLogin> RegistryLogins { get; } = [];

    public int PipelineCount { get; set; }

    /// <summary>Clone depth; null: the Lab's.</summary>
    public int? GitDepth { get; set; }

    /// <summary>Refs as of the last look, to see what a push changed.</summary>
    public IReadOnlyDictionary<string, string> KnownRefs { get; set; } = new Dictionary<string, string>();

    /// <summary>One look at refs at a time.</summary>
    public SemaphoreSlim RefsLock { get; } = new(1, 1);
}
