namespace Odagrun.Executor.Variables;

/// <summary>
/// Names that image names and rights derive from: a user's variable of such a name has no effect, or one project could overwrite
/// another's images.
/// </summary>
internal static class ProtectedNames
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "CI_PROJECT_PATH", "CI_PROJECT_URL", "CI_PROJECT_DIR", "CI_REPOSITORY_URL", "CI_REGISTRY", "CI_REGISTRY_IMAGE",
        "GITLAB_USER_NAME", "GITLAB_USER_EMAIL", "GITLAB_USER_ID", "GITLAB_USER_LOGIN",
    };

    internal static bool Contains(string name) => Names.Contains(name);
}
