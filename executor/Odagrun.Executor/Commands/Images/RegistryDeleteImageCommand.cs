using System.CommandLine;
using Odagrun.Executor.Commands.Calling;
using Odagrun.Oci.References;

namespace Odagrun.Executor.Commands.Images;

/// <summary><c>registry_delete_image</c>: an image with all its tags.</summary>
internal class RegistryDeleteImageCommand : RegistryCommand
{
    private readonly Argument<string[]> _words;

    public RegistryDeleteImageCommand(CommandConsole console)
        : this("registry_delete_image", "removes an image with all its tags", console, CommandGroup.Images)
    {
    }

    protected RegistryDeleteImageCommand(string name, string summary, CommandConsole console, CommandGroup group)
        : base(name, summary, "the image, by tag or digest", console, group) =>
        _words = Words("IMAGE", "in place of options: the image");

    internal sealed override string? Example => $"{Name} --ISR --reference=review-$CI_COMMIT_REF_SLUG";

    protected sealed override async Task RunAsync(CommandCall call, RegistrySession session, CancellationToken cancellationToken)
    {
        var image = ImageNamed(call, session, call.Get(_words));
        var removed = await RemoveAsync(session, image, cancellationToken)
            ?? throw new CommandException($"there is no image {image}; nothing was removed");
        call.Print($"removed {removed}");
    }

    /// <summary>Removes it and says what that was; null: there is none.</summary>
    protected virtual async Task<string?> RemoveAsync(RegistrySession session, ImageReference image, CancellationToken cancellationToken) =>
        await session.Removal.RemoveImageAsync(image, session.Credentials, cancellationToken) is { } digest
            ? $"{image.Registry}/{image.Repository}@{digest}"
            : null;
}
