using Odagrun.Executor.Commands.Calling;
using Odagrun.Executor.Commands.Images;
using Odagrun.Executor.Control;
using Odagrun.Oci.References;

namespace Odagrun.Executor.Commands.ImageStreams;

/// <summary><c>ImageStream_delete_tag</c>.</summary>
internal sealed class DeleteStreamTagCommand(CommandConsole console)
    : RegistryDeleteTagCommand("ImageStream_delete_tag", "removes a tag in the cluster's registry; the image stays under its others",
        console, CommandGroup.ImageStreams)
{
    protected override async Task<bool> RemoveAsync(RegistrySession session, ImageReference image, CancellationToken cancellationToken) =>
        await StreamRequest.AskAsync(session, image, StreamQuery.DeleteTag, null, cancellationToken) is { } tags
            ? tags.Count > 0
            : await base.RemoveAsync(session, image, cancellationToken);
}
