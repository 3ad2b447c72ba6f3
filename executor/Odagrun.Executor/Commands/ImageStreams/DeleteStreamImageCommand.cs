using Odagrun.Executor.Commands.Calling;
using Odagrun.Executor.Commands.Images;
using Odagrun.Executor.Control;
using Odagrun.Oci.References;

namespace Odagrun.Executor.Commands.ImageStreams;

/// <summary><c>ImageStream_delete_image</c>.</summary>
internal sealed class DeleteStreamImageCommand(CommandConsole console)
    : RegistryDeleteImageCommand(
        "ImageStream_delete_image", "removes an image in the cluster's registry with all its tags", console, CommandGroup.ImageStreams)
{
    protected override async Task<string?> RemoveAsync(
        RegistrySession session, ImageReference image, CancellationToken cancellationToken) =>
        await StreamRequest.AskAsync(session, image, StreamQuery.DeleteImage, null, cancellationToken) switch
        {
            null => await base.RemoveAsync(session, image, cancellationToken),
            [] => null,
            var tags => $"{image}: the tags {string.Join(", ", tags)}; the cluster's pruning takes the layers away",
        };
}
