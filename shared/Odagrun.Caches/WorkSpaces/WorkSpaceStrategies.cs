namespace Odagrun.Caches.WorkSpaces;

/// <summary>The strategies' names.</summary>
internal static class WorkSpaceStrategies
{
    public const string Names = "pull, push, push-pull, pull-clean and clean";

    /// <summary>Null for a text that names none.</summary>
    public static WorkSpaceStrategy? TryParse(string text) => text.Trim().ToLowerInvariant() switch
    {
        "pull" => WorkSpaceStrategy.Pull,
        "push" => WorkSpaceStrategy.Push,
        "push-pull" or "pull-push" => WorkSpaceStrategy.PushPull,
        "pull-clean" => WorkSpaceStrategy.PullClean,
        "clean" => WorkSpaceStrategy.Clean,
        _ => null,
    };
}
