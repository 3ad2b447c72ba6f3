using Odagrun.Executor.Commands.Calling;
using Odagrun.Executor.Commands.Images;
using Odagrun.Executor.Control;

namespace Odagrun.Executor.Commands.ImageStreams;

/// <summary><c>ImageStream_delete_tag</c>.</summary>
internal sealed class DeleteStreamTagCommand(CommandConsole console)
    : ImageStreamCommand("ImageStream_delete_tag", "removes a tag in the cluster's registry; the image stays under its others", "the image with the tag", console)
{
    internal override string Example => "ImageStream_delete_tag --ISR --reference=build-$CI_PIPELINE_ID";

    protected override async Task RunAsync(CommandCall call, RegistrySession session, CancellationToken cancellationToken)
    {
        var image = ImageNamed(call, session);
        if (image.Digest is not null)
        {
            throw new CommandException($"{image} names a digest; name the tag, or remove the whole image with ImageStream_delete_image", ExitCode.Usage);
        }

        var isRemoved = await AskAsync(session, image, StreamQuery.DeleteTag, null, cancellationToken) is { } tags
            ? tags.Count > 0
            : await session.Removal.RemoveTagAsync(image, session.Credentials, cancellationToken);
        call.Print(isRemoved ? $"removed the tag {image}" : throw new CommandException($"there is no tag {image}; nothing was removed"));
    }
}
