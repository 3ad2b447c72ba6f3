using Odagrun.Executor.Commands.Calling;
using Odagrun.Executor.Commands.Images;
using Odagrun.Executor.Control;
using Odagrun.Oci.References;

namespace Odagrun.Executor.Commands.ImageStreams;

/// <summary><c>ImageStream_tag</c>.</summary>
internal sealed class TagStreamCommand(CommandConsole console, TimeProvider clock)
    : RegistryTagImageCommand(
        "ImageStream_tag", "gives an image in the cluster's registry further tags", console, clock, CommandGroup.ImageStreams)
{
    protected override async Task TagAsync(
        CommandCall call, RegistrySession session, ImageReference image, ImageReference target, CancellationToken cancellationToken)
    {
        if (await StreamRequest.AskAsync(session, image, StreamQuery.SetTag, target.Tag, cancellationToken) is null)
        {
            await base.TagAsync(call, session, image, target, cancellationToken);
        }
        else
        {
            call.Print($"tagged {image} as {target.Tag}");
        }
    }
}
