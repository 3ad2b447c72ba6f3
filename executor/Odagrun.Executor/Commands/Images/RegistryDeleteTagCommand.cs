using System.CommandLine;
using Odagrun.Executor.Commands.Calling;

namespace Odagrun.Executor.Commands.Images;

/// <summary><c>registry_delete_tag</c>: a tag goes, the image stays under its others.</summary>
internal sealed class RegistryDeleteTagCommand : RegistryCommand
{
    private readonly Argument<string[]> _words;

    public RegistryDeleteTagCommand(CommandConsole console)
        : base("registry_delete_tag", "removes a tag; the image stays under its other tags", "the image with the tag", console) =>
        _words = Words("IMAGE", "in place of options: the image with the tag");

    internal override string? Example => "registry_delete_tag --ISR --reference=build-$CI_PIPELINE_ID";

    protected override async Task RunAsync(CommandCall call, RegistrySession session, CancellationToken cancellationToken)
    {
        var image = ImageNamed(call, session, call.Get(_words));
        if (image.Digest is not null)
        {
            throw new CommandException($"{image} names a digest; name the tag, or remove the whole image with registry_delete_image", ExitCode.Usage);
        }

        call.Print(await session.Removal.RemoveTagAsync(image, session.Credentials, cancellationToken)
            ? $"removed the tag {image}"
            : throw new CommandException($"there is no tag {image}; nothing was removed"));
    }
}
