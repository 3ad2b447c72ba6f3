using Odagrun.Caches.Naming;
using Odagrun.Handover;

namespace Odagrun.Caches.WorkSpaces;

/// <summary>An entry of WORK_SPACES, read and with variables put into name, key and scope.</summary>
internal sealed record WorkSpace
{
    public required string Name { get; init; }

    public string Key { get; init; } = "";

    public CacheScope Scope { get; init; } = CacheScope.Project;

    public IReadOnlyList<string> Paths { get; init; } = [];

    public IReadOnlyList<string> Environment { get; init; } = [];

    public WorkSpaceStrategy Strategy { get; init; } = WorkSpaceStrategy.PushPull;

    public bool Mandatory { get; init; }

    public EnvelopeThreshold Threshold { get; init; } = new();

    public bool Pulls => Strategy is WorkSpaceStrategy.Pull or WorkSpaceStrategy.PushPull or WorkSpaceStrategy.PullClean;

    public bool Pushes => Strategy is WorkSpaceStrategy.Push or WorkSpaceStrategy.PushPull;

    public bool Deletes => Strategy is WorkSpaceStrategy.PullClean or WorkSpaceStrategy.Clean;
}
