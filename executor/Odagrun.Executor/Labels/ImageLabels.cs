using System.Globalization;
using Odagrun.Executor.Commands.Calling;

namespace Odagrun.Executor.Labels;

/// <summary>
/// The labels of an image that a job pushes: <c>org.opencontainers.image.*</c> (OCI image-spec, annotations.md), which are its
/// manifest's annotations as well, and <c>com.odagrun.build.*</c>, which lead back to the job. A label without a value is left out.
/// </summary>
internal static class ImageLabels
{
    private const string Oci = "org.opencontainers.image.";
    private const string Build = "com.odagrun.build.";

    /// <summary>All labels, in ordinal order of their names.</summary>
    internal static SortedDictionary<string, string> Of(LabelSources sources)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in OciLabels(sources).Concat(BuildLabels(sources)).Concat(sources.WithoutRun ? [] : RunLabels(sources)))
        {
            if (!string.IsNullOrEmpty(value))
            {
                labels[name] = value;
            }
        }

        return labels;
    }

    /// <summary>Those of them that stand in the manifest as annotations, too.</summary>
    internal static SortedDictionary<string, string> Annotations(IReadOnlyDictionary<string, string> labels) =>
        new(labels.Where(label => label.Key.StartsWith(Oci, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal),
            StringComparer.Ordinal);

    /// <summary>Adds the <c>--label NAME=VALUE</c> of a command line; an empty value takes the label away.</summary>
    /// <exception cref="CommandException">One of them is no NAME=VALUE, or would hide where the image comes from.</exception>
    internal static void Add(SortedDictionary<string, string> labels, IEnumerable<string> given)
    {
        foreach (var label in given)
        {
            var equals = label.IndexOf('=', StringComparison.Ordinal);
            var name = equals > 0 ? label[..equals] : "";
            if (name.Length == 0 || name.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter)))
            {
                throw new CommandException($"--label={label} is no NAME=VALUE", ExitCode.Usage);
            }

            if (name.StartsWith(Build, StringComparison.Ordinal))
            {
                throw new CommandException(
                    $"--label={name} is refused: {Build}* says which job made the image, and is set from the job itself", ExitCode.Refused);
            }

            labels[name] = label[(equals + 1)..];
            if (labels[name].Length == 0)
            {
                labels.Remove(name);
            }
        }
    }

    private static IEnumerable<(string Name, string? Value)> OciLabels(LabelSources sources) =>
    [
        (Oci + "created", sources.Created?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        (Oci + "authors", sources.Given("ODAGRUN_IMAGE_AUTHORS") ?? sources.Given("CI_COMMIT_AUTHOR")),
        (Oci + "url", sources.Given("ODAGRUN_IMAGE_URL") ?? sources.ProjectUrl),
        (Oci + "documentation", sources.Given("ODAGRUN_IMAGE_DOCUMENTATION") ?? RepositoryFacts.Readme(sources)),
        (Oci + "source", sources.Given("ODAGRUN_IMAGE_SOURCE") ?? sources.ProjectUrl),
        (Oci + "version", sources.Given("ODAGRUN_IMAGE_VERSION") ?? sources.Tag ?? sources.Given("ODAGRUN_GIT_VERSION")),
        (Oci + "revision", sources.Payload.GitInfo?.Sha),
        (Oci + "vendor", sources.Given("ODAGRUN_IMAGE_VENDOR") ?? sources.Given("CI_PROJECT_ROOT_NAMESPACE")),
        (Oci + "licenses", sources.Given("ODAGRUN_IMAGE_LICENSES") ?? RepositoryFacts.License(sources.ProjectDirectory)),
        (Oci + "ref.name", sources.Given("ODAGRUN_IMAGE_REFNAME") ?? sources.Reference),
        (Oci + "title", sources.Given("ODAGRUN_IMAGE_TITLE") ?? sources.Given("CI_PROJECT_TITLE") ?? sources.Payload.JobInfo?.ProjectName),
        (Oci + "description", sources.Given("ODAGRUN_IMAGE_DESCRIPTION") ?? sources.Given("CI_PROJECT_DESCRIPTION")),
    ];

    private static IEnumerable<(string Name, string? Value)> BuildLabels(LabelSources sources) =>
    [
        (Build + "job-name", sources.Payload.JobInfo?.Name),
        (Build + "commit-sha", sources.Payload.GitInfo?.Sha),
        (Build + "commit-ref", sources.Payload.GitInfo?.Ref),
        (Build + "commit-tag", sources.Tag),
        (Build + "project-path", sources.Payload.JobInfo?.ProjectFullPath),
        (Build + "project-url", sources.ProjectUrl),
        (Build + "gitversion", sources.Given("ODAGRUN_GIT_VERSION")),
        (Build + "image", sources.Image.Requested),
        (Build + "image-sha", sources.Image.Digest),
        (Build + "environment", sources.Given("CI_ENVIRONMENT_NAME")),
    ];

    // What each run has of its own.
    private static IEnumerable<(string Name, string? Value)> RunLabels(LabelSources sources)
    {
        var id = sources.Payload.Id.ToString(CultureInfo.InvariantCulture);
        return
        [
            (Build + "job-url", sources.ProjectUrl is { } project ? $"{project}/-/jobs/{id}" : null),
            (Build + "job-id", id),
            (Build + "pipeline-id",
                sources.Payload.JobInfo?.PipelineId?.ToString(CultureInfo.InvariantCulture) ?? sources.Given("CI_PIPELINE_ID")),
            (Build + "user-login", sources.Given("GITLAB_USER_LOGIN")),
            (Build + "started", sources.Given("CI_JOB_STARTED_AT")),
        ];
    }
}
