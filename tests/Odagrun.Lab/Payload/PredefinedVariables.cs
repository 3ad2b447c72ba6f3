using System.Globalization;
using System.Text.RegularExpressions;
using Odagrun.Lab.Board;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Pipelines;
using Odagrun.Lab.Projects;

namespace Odagrun.Lab.Payload;

/// <summary>GitLab's <c>CI_*</c> variables.</summary>
internal static partial class PredefinedVariables
{
    /// <summary>Those known before there is a pipeline: what rules can ask for.</summary>
    public static IReadOnlyList<CiVariable> Of(LabBoard board, Project project, PipelineSource source)
    {
        var url = new Uri(board.Url.Length > 0 ? board.Url : "http://lab.invalid");
        List<CiVariable> all =
        [
            .. Server(board, url),
            .. ProjectOnes(project, url),
            .. Commit(source),
            .. Registry(board, project),
            new("CI_PIPELINE_SOURCE", source.Kind),
        ];
        return all;
    }

    public static IReadOnlyList<CiVariable> OfPipeline(LabBoard board, Pipeline pipeline) =>
    [
        new("CI_PIPELINE_ID", Text(pipeline.Id)),
        new("CI_PIPELINE_IID", Text(pipeline.Number)),
        new("CI_PIPELINE_URL", $"{board.Url}/{pipeline.Project.Path}/-/pipelines/{pipeline.Id}"),
        new("CI_PIPELINE_CREATED_AT", Time(pipeline.CreatedAt)),
        new("CI_PIPELINE_NAME", pipeline.Name ?? ""),
        new("GITLAB_USER_ID", "1"),
        new("GITLAB_USER_LOGIN", "lab"),
        new("GITLAB_USER_NAME", "Lab"),
        new("GITLAB_USER_EMAIL", "lab@example.invalid"),
    ];

    public static IReadOnlyList<CiVariable> OfJob(LabBoard board, Job job)
    {
        var definition = job.Definition;
        List<CiVariable> all =
        [
            new("CI_JOB_ID", Text(job.Id)),
            new("CI_JOB_URL", $"{board.Url}/{job.Pipeline.Project.Path}/-/jobs/{job.Id}"),
            new("CI_JOB_TOKEN", job.Token) { Public = false, Masked = true },
            new("CI_JOB_STARTED_AT", Time(board.Clock.GetUtcNow())),
            new("CI_REGISTRY_USER", "gitlab-ci-token"),
            new("CI_REGISTRY_PASSWORD", job.Token) { Public = false, Masked = true },
            new("CI_REPOSITORY_URL", GitInfoBuilder.RepositoryUrl(board, job)) { Public = false },
            new("CI_JOB_NAME", job.Name),
            new("CI_JOB_NAME_SLUG", Slug(job.Name)),
            new("CI_JOB_STAGE", job.Stage),
            new("CI_JOB_GROUP_NAME", definition.Key),
            new("CI_JOB_TIMEOUT", Text((long)(definition.Timeout ?? TimeSpan.FromHours(1)).TotalSeconds)),
            new("CI_NODE_TOTAL", Text(Math.Max(1, definition.ParallelTotal))),
            new("CI_RUNNER_ID", Text(job.Runner?.Id ?? 0)),
            new("CI_RUNNER_DESCRIPTION", job.Runner?.Options.Description ?? ""),
            new("CI_RUNNER_TAGS", $"[{string.Join(", ", (job.Runner?.Options.Tags ?? []).Select(tag => $"\"{tag}\""))}]"),
        ];
        if (definition.ParallelIndex > 0)
        {
            all.Add(new("CI_NODE_INDEX", Text(definition.ParallelIndex)));
        }

        if (definition.When == "manual")
        {
            all.Add(new("CI_JOB_MANUAL", "true"));
        }

        if (definition.Environment is { } environment)
        {
            all.AddRange([new("CI_ENVIRONMENT_NAME", environment), new("CI_ENVIRONMENT_SLUG", Slug(environment))]);
        }

        return all;
    }

    public static string Slug(string text)
    {
        var slug = NotSlug().Replace(text.ToLowerInvariant(), "-").Trim('-');
        return (slug.Length > 63 ? slug[..63] : slug).Trim('-');
    }

    private static IEnumerable<CiVariable> Server(LabBoard board, Uri url)
    {
        var version = Version.Parse(board.Options.ServerVersion);
        return
        [
            new("CI", "true"),
            new("GITLAB_CI", "true"),
            new("CI_API_V4_URL", $"{board.Url}/api/v4"),
            new("CI_API_GRAPHQL_URL", $"{board.Url}/api/graphql"),
            new("CI_SERVER_NAME", "GitLab"),
            new("CI_SERVER_HOST", url.Host),
            new("CI_SERVER_PORT", Text(url.Port)),
            new("CI_SERVER_PROTOCOL", url.Scheme),
            new("CI_SERVER_URL", board.Url),
            new("CI_SERVER_FQDN", url.Authority),
            new("CI_SERVER_VERSION", board.Options.ServerVersion),
            new("CI_SERVER_VERSION_MAJOR", Text(version.Major)),
            new("CI_SERVER_VERSION_MINOR", Text(version.Minor)),
            new("CI_SERVER_VERSION_PATCH", Text(Math.Max(0, version.Build))),
            new("CI_SERVER_REVISION", "odagrun-lab"),
            new("GITLAB_FEATURES", ""),
        ];
    }

    private static IReadOnlyList<CiVariable> Registry(LabBoard board, Project project) => board.Registry is { } registry
        ? [new("CI_REGISTRY", registry), new("CI_REGISTRY_IMAGE", $"{registry}/{project.Path.ToLowerInvariant()}")]
        : [];

    private static IEnumerable<CiVariable> ProjectOnes(Project project, Uri url) =>
    [
        new("CI_PROJECT_ID", Text(project.Id)),
        new("CI_PROJECT_NAME", project.Name),
        new("CI_PROJECT_TITLE", project.Name),
        new("CI_PROJECT_DESCRIPTION", ""),
        new("CI_PROJECT_PATH", project.Path),
        new("CI_PROJECT_PATH_SLUG", Slug(project.Path)),
        new("CI_PROJECT_NAMESPACE", project.Namespace),
        new("CI_PROJECT_NAMESPACE_ID", "1"),
        new("CI_PROJECT_NAMESPACE_SLUG", Slug(project.Namespace)),
        new("CI_PROJECT_ROOT_NAMESPACE", project.Path.Split('/')[0]),
        new("CI_PROJECT_URL", $"{url.GetLeftPart(UriPartial.Authority)}/{project.Path}"),
        new("CI_PROJECT_VISIBILITY", "private"),
        new("CI_PROJECT_REPOSITORY_LANGUAGES", ""),
        new("CI_DEFAULT_BRANCH", project.DefaultBranch),
        new("CI_DEFAULT_BRANCH_SLUG", Slug(project.DefaultBranch)),
        new("CI_CONFIG_PATH", PipelineCompiler.FileName),
    ];

    private static List<CiVariable> Commit(PipelineSource source)
    {
        var message = source.CommitMessage;
        var body = message.IndexOf("\n\n", StringComparison.Ordinal) is var at and >= 0 ? message[(at + 2)..] : "";
        List<CiVariable> all =
        [
            new("CI_COMMIT_SHA", source.Sha),
            new("CI_COMMIT_SHORT_SHA", source.Sha[..8]),
            new("CI_COMMIT_BEFORE_SHA", source.BeforeSha),
            new("CI_COMMIT_REF_NAME", source.Ref),
            new("CI_COMMIT_REF_SLUG", Slug(source.Ref)),
            new("CI_COMMIT_MESSAGE", message) { Raw = true },
            new("CI_COMMIT_TITLE", source.CommitTitle) { Raw = true },
            new("CI_COMMIT_DESCRIPTION", body) { Raw = true },
            new("CI_COMMIT_REF_PROTECTED", source.IsProtected ? "true" : "false"),
            new("CI_COMMIT_TIMESTAMP", source.CommitTimestamp),
            new("CI_COMMIT_AUTHOR", source.CommitAuthor) { Raw = true },
            source.IsTag ? new("CI_COMMIT_TAG", source.Ref) : new("CI_COMMIT_BRANCH", source.Ref),
        ];
        if (source.IsTag)
        {
            all.Add(new("CI_COMMIT_TAG_MESSAGE", source.TagMessage) { Raw = true });
        }

        return all;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotSlug();
}
