using System.CommandLine;
using Odagrun.Executor.Commands.Calling;

namespace Odagrun.Executor.Commands.Images;

/// <summary><c>registry_delete_image</c>: an image with all its tags.</summary>
internal sealed class RegistryDeleteImageCommand : RegistryCommand
{
    private readonly Argument<string[]> _words;

    public RegistryDeleteImageCommand(CommandConsole console)
        : base("registry_delete_image", "removes an image with all its tags", "the image, by tag or digest", console) =>
        _words = Words("IMAGE", "in place of options: the image");

    internal override string? Example => "registry_delete_image --ISR --reference=review-$CI_COMMIT_REF_SLUG";

    protected override async Task RunAsync(CommandCall call, RegistrySession session, CancellationToken cancellationToken)
    {
        var image = ImageNamed(call, session, call.Get(_words));
        var digest = await session.Removal.RemoveImageAsync(image, session.Credentials, cancellationToken)
            ?? throw new CommandException($"there is no image {image}; nothing was removed");
        call.Print($"removed {image.Registry}/{image.Repository}@{digest}");
    }
}
