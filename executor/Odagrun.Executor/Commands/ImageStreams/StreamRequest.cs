using Odagrun.Executor.Commands.Calling;
using Odagrun.Executor.Commands.Images;
using Odagrun.Executor.Control;
using Odagrun.Oci.References;

namespace Odagrun.Executor.Commands.ImageStreams;

/// <summary>
/// What the commands for OpenShift's image streams ask first: the image API. Without it they do what their like do in the registry.
/// </summary>
internal static class StreamRequest
{
    /// <summary>
    /// Asks the image API for the tags that <paramref name="action"/> met; null: there is none, or the image is in no stream.
    /// </summary>
    internal static async Task<IReadOnlyList<string>?> AskAsync(
        RegistrySession session, ImageReference image, string action, string? tag, CancellationToken cancellationToken)
    {
        if (session.Facts is { } facts && !string.Equals(image.Registry, facts.Registry, StringComparison.OrdinalIgnoreCase))
        {
            throw new CommandException(
                $"{image} is not in the cluster's registry ({facts.Registry}); registry_tag_image, registry_delete_tag and registry_delete_image are for others", ExitCode.Usage);
        }

        var answer = await session.AskStreamAsync(
            new StreamQuery { Action = action, Repository = image.Repository, Reference = image.Identifier, Tag = tag }, cancellationToken);
        return answer switch
        {
            null or { IsAbsent: true } => null,
            { Refusal: { } refusal } => throw new CommandException(refusal, ExitCode.Refused),
            { Failure: { } failure } => throw new CommandException(failure),
            _ => answer.Tags,
        };
    }
}
