using System.CommandLine;

namespace Odagrun.Executor.Commands.Images;

/// <summary>The options by which a command names an image; those of a source begin with <c>--from</c>.</summary>
/// <param name="Image">Any reference.</param>
/// <param name="Cluster">One in the cluster's registry; its value may be left out.</param>
/// <param name="GitLab">One in the project's GitLab registry; its value may be left out.</param>
internal sealed record ImageSelector(Option<string?> Image, Option<string?> Cluster, Option<string?> GitLab);
