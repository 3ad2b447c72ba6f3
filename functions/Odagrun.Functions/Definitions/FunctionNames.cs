namespace Odagrun.Functions.Definitions;

/// <summary>The functions' names: folders, routes, attributes and settings carry them.</summary>
internal static class FunctionNames
{
    public const string PollGitLab = "PollGitLab";

    public const string PrepareJob = "PrepareJob";

    public const string StartJob = "StartJob";

    public const string FollowJob = "FollowJob";

    public const string Reconcile = "Reconcile";
}
