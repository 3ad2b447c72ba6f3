using Odagrun.Executor.Jobs;

namespace Odagrun.Executor.Scripts;

/// <summary>
/// The image's own entrypoint, in front of the shell with FF_KUBERNETES_HONOR_ENTRYPOINT as in GitLab Runner's Kubernetes executor; it is
/// left out by default. <c>image:entrypoint</c> in .gitlab-ci.yml replaces the image's; <c>[""]</c> is none.
/// </summary>
internal static class ImageEntrypoint
{
    private const string Flag = "FF_KUBERNETES_HONOR_ENTRYPOINT";

    internal static IReadOnlyList<string> Of(JobSession session, string searchPath)
    {
        var flag = session.Job.Payload.Variables?.LastOrDefault(variable => variable.Key == Flag)?.Value;
        if (flag is null || !(flag.Equals("true", StringComparison.OrdinalIgnoreCase) || flag == "1"))
        {
            return [];
        }

        var entrypoint = session.Job.Payload.Image?.Entrypoint is { Count: > 0 } asked ? asked : session.Job.Envelope.Image.Entrypoint;
        return entrypoint is [{ Length: > 0 } program, ..] ? [Find(program, searchPath), .. entrypoint.Skip(1)] : [];
    }

    private static string Find(string program, string searchPath) => program.StartsWith('/')
        ? program
        : searchPath.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(directory => $"{directory.TrimEnd('/')}/{program}")
            .FirstOrDefault(File.Exists)
            ?? throw new JobConfigurationException(
                $"the image's entrypoint '{program}' is not in the image's PATH ({searchPath}); name it by its path in image:entrypoint, or leave {Flag} out");
}
