using Odagrun.Executor.Commands.Calling;
using Odagrun.Executor.Commands.Images;
using Odagrun.Executor.Control;

namespace Odagrun.Executor.Commands.ImageStreams;

/// <summary><c>ImageStream_delete_image</c>.</summary>
internal sealed class DeleteStreamImageCommand(CommandConsole console)
    : ImageStreamCommand("ImageStream_delete_image", "removes an image in the cluster's registry with all its tags", "the image, by tag or digest", console)
{
    internal override string Example => "ImageStream_delete_image --ISR --reference=review-$CI_COMMIT_REF_SLUG";

    protected override async Task RunAsync(CommandCall call, RegistrySession session, CancellationToken cancellationToken)
    {
        var image = ImageNamed(call, session);
        if (await AskAsync(session, image, StreamQuery.DeleteImage, null, cancellationToken) is { } tags)
        {
            call.Print(tags.Count > 0
                ? $"removed {image}: the tags {string.Join(", ", tags)}; the cluster's pruning takes the layers away"
                : throw new CommandException($"there is no image {image}; nothing was removed"));
            return;
        }

        var digest = await session.Removal.RemoveImageAsync(image, session.Credentials, cancellationToken)
            ?? throw new CommandException($"there is no image {image}; nothing was removed");
        call.Print($"removed {image.Registry}/{image.Repository}@{digest}");
    }
}
