using System.Globalization;
using Odagrun.GitLab.Payload;

namespace Odagrun.Executor.Variables;

/// <summary>
/// The protected variables that follow from the payload's own fields. GitLab's list of variables is not asked for them: a user's
/// variable of such a name stands in it, too, and where GitLab has none, it alone.
/// </summary>
internal static class ProtectedValues
{
    internal static IEnumerable<(string Name, string Value)> Of(JobPayload payload)
    {
        var path = payload.JobInfo?.ProjectFullPath;
        if (path is { Length: > 0 })
        {
            yield return ("CI_PROJECT_PATH", path);
        }

        if (payload.GitInfo?.RepoUrl is { Length: > 0 } repository)
        {
            yield return ("CI_REPOSITORY_URL", repository);
        }

        if (ProjectUrl(payload) is { } url)
        {
            yield return ("CI_PROJECT_URL", url);
        }

        if (Registry(payload) is { } registry)
        {
            yield return ("CI_REGISTRY", registry);
            if (path is { Length: > 0 })
            {
                yield return ("CI_REGISTRY_IMAGE", $"{registry}/{path.ToLowerInvariant()}");
            }
        }

        if (payload.JobInfo?.UserId is { } user)
        {
            yield return ("GITLAB_USER_ID", user.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The project's page: the address of its repository without login and <c>.git</c>.</summary>
    internal static string? ProjectUrl(JobPayload payload)
    {
        if (!Uri.TryCreate(payload.GitInfo?.RepoUrl, UriKind.Absolute, out var repository) || repository.Scheme is not ("http" or "https"))
        {
            return null;
        }

        var address = new UriBuilder(repository) { UserName = "", Password = "", Query = "", Fragment = "" }.Uri.AbsoluteUri;
        return address.EndsWith(".git", StringComparison.Ordinal) ? address[..^".git".Length] : address.TrimEnd('/');
    }

    /// <summary>
    /// GitLab's own registry: one that it gave a login for and names itself. Its dependency proxy has a login, too, and is none.
    /// </summary>
    internal static string? Registry(JobPayload payload)
    {
        var named = (payload.Variables ?? []).Where(variable => variable.Key == "CI_REGISTRY").Select(variable => variable.Value).ToList();
        return payload.Credentials?.FirstOrDefault(
            login => login is { Type: "registry", Url.Length: > 0 } && named.Contains(login.Url))?.Url;
    }
}
