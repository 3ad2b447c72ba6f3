using System.CommandLine;
using Odagrun.Executor.Commands.Calling;
using Odagrun.Oci.References;

namespace Odagrun.Executor.Commands.Images;

/// <summary><c>registry_delete_tag</c>: a tag goes, the image stays under its others.</summary>
internal class RegistryDeleteTagCommand : RegistryCommand
{
    private readonly Argument<string[]> _words;

    public RegistryDeleteTagCommand(CommandConsole console)
        : this("registry_delete_tag", "removes a tag; the image stays under its other tags", console, CommandGroup.Images)
    {
    }

    protected RegistryDeleteTagCommand(string name, string summary, CommandConsole console, CommandGroup group)
        : base(name, summary, "the image with the tag", console, group) =>
        _words = Words("IMAGE", "in place of options: the image with the tag");

    internal sealed override string? Example => $"{Name} --ISR --reference=build-$CI_PIPELINE_ID";

    protected sealed override async Task RunAsync(CommandCall call, RegistrySession session, CancellationToken cancellationToken)
    {
        var image = ImageNamed(call, session, call.Get(_words));
        if (image.Digest is not null)
        {
            throw new CommandException(
                $"{image} names a digest; name the tag, or remove the whole image with {Name.Replace("_tag", "_image", StringComparison.Ordinal)}", ExitCode.Usage);
        }

        call.Print(await RemoveAsync(session, image, cancellationToken)
            ? $"removed the tag {image}"
            : throw new CommandException($"there is no tag {image}; nothing was removed"));
    }

    /// <summary>Removes it; false: there is none.</summary>
    protected virtual Task<bool> RemoveAsync(RegistrySession session, ImageReference image, CancellationToken cancellationToken) =>
        session.Removal.RemoveTagAsync(image, session.Credentials, cancellationToken);
}
