using System.Globalization;
using System.Runtime.InteropServices;
using Odagrun.Executor.Jobs;
using Odagrun.Handover;

namespace Odagrun.Executor.Variables;

/// <summary>The variables that the runner gives, before and after those of GitLab.</summary>
internal static class RunnerVariables
{
    internal static IEnumerable<(string Name, string Value)> Before(JobRequest job, JobDirectories directories) =>
    [
        ("CI_JOB_IMAGE", job.Envelope.Image.Requested),
        ("CI_RUNNER_SHORT_TOKEN", job.Envelope.Runner.ShortToken),
        ("CI_BUILDS_DIR", directories.Builds),
        ("CI_PROJECT_DIR", directories.Project),
        ("CI_CONCURRENT_ID", "0"),
        ("CI_CONCURRENT_PROJECT_ID", "0"),
        ("CI_SERVER", "yes"),
        ("CI_JOB_STATUS", "running"),
        ("CI_JOB_TIMEOUT", job.Timeout.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)),
    ];

    /// <summary>What TLS with GitLab needs, as files, in GitLab Runner's names.</summary>
    internal static IEnumerable<Variable> Files(JobRequest job, JobDirectories directories) =>
        new (string Name, string? Content)[]
        {
            ("CI_SERVER_TLS_CA_FILE", job.Envelope.Tls?.Authorities),
            ("CI_SERVER_TLS_CERT_FILE", job.Envelope.Tls?.Certificate),
            ("CI_SERVER_TLS_KEY_FILE", job.Envelope.Tls?.Key),
        }
        .Where(file => file.Content is { Length: > 0 })
        .Select(file => new Variable(file.Name, file.Content!, IsRaw: true, Path.Combine(directories.Temporary, file.Name)));

    internal static IEnumerable<(string Name, string Value)> After(JobRequest job, JobDirectories directories)
    {
        yield return ("CI_DISPOSABLE_ENVIRONMENT", "true");
        yield return ("CI_RUNNER_VERSION", ProductVersion.Number);
        yield return ("CI_RUNNER_REVISION", ProductVersion.Revision);
        yield return ("CI_RUNNER_EXECUTABLE_ARCH",
            "linux/" + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "amd64"));
        yield return ("RUNNER_TEMP_PROJECT_DIR", directories.Temporary);
        yield return ("GITLAB_ENV", directories.EnvironmentFile);
        if (job.Payload.JobInfo?.ProjectFullPath is { Length: > 0 } path)
        {
            var reversed = string.Join('/', path.Split('/').Reverse());
            yield return ("ODAGRUN_REVERSE_PROJECT_PATH", reversed);
            yield return ("ODAGRUN_REVERSE_PROJECT_PATH_SLUG", Slug(reversed));
        }

        foreach (var variable in ProtectedValues.Of(job.Payload))
        {
            yield return variable;
        }

        if (job.Payload.GitInfo is { RefType: "tag", Ref: { Length: > 0 } tag })
        {
            yield return ("ODAGRUN_COMMIT_TAG_SLUG", Slug(tag));
        }

        if (job.Envelope.Registry is { ProjectRepository: { } repository } registry)
        {
            yield return (EnvelopeRegistry.ImageVariable, $"{registry.Host}/{repository}");
        }

        foreach (var variable in ImageVariables.Of(job.Envelope.Image))
        {
            yield return variable;
        }
    }

    /// <summary>Lower case; all but letters and digits is a hyphen; at most 63 characters, no hyphen at either end.</summary>
    internal static string Slug(string text)
    {
        var slug = string.Concat(text.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-'));
        return slug[..Math.Min(63, slug.Length)].Trim('-');
    }
}
