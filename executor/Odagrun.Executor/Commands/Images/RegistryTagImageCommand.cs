using System.CommandLine;
using Odagrun.Executor.Commands.Calling;
using Odagrun.Oci.Copying;
using Odagrun.Oci.References;

namespace Odagrun.Executor.Commands.Images;

/// <summary><c>registry_tag_image</c>: further tags for an image, without moving any of it.</summary>
internal class RegistryTagImageCommand : RegistryCommand
{
    private readonly TimeProvider _clock;
    private readonly Option<string[]> _tags;
    private readonly Argument<string[]> _words;

    public RegistryTagImageCommand(CommandConsole console, TimeProvider clock)
        : this("registry_tag_image", "gives an image further tags", console, clock, CommandGroup.Images)
    {
    }

    protected RegistryTagImageCommand(string name, string summary, CommandConsole console, TimeProvider clock, CommandGroup group)
        : base(name, summary, "the image", console, group)
    {
        _clock = clock;
        _tags = Texts("--tag", "TAG", "the new tag");
        _words = Words("TAG", "in place of --tag: new tags");
    }

    internal sealed override string? Example => $"{Name} --ISR --reference=latest --tag=$CI_COMMIT_TAG";

    protected sealed override async Task RunAsync(CommandCall call, RegistrySession session, CancellationToken cancellationToken)
    {
        string[] tags = [.. call.Get(_tags) ?? [], .. call.Get(_words) ?? []];
        if (tags.Length == 0)
        {
            throw new CommandException("give the new tag: --tag=TAG", ExitCode.Usage);
        }

        var image = ImageOrOwn(call, session);
        foreach (var target in tags.Select(tag => ImageNames.With(image, null, tag)).ToList())
        {
            await TagAsync(call, session, image, target, cancellationToken);
        }
    }

    /// <summary>Gives <paramref name="image"/> one more tag, and says so.</summary>
    protected virtual Task TagAsync(
        CommandCall call, RegistrySession session, ImageReference image, ImageReference target, CancellationToken cancellationToken) =>
        new CopyReport(_clock).RunAsync(
            call, session, new CopyRequest { Source = image, Target = target, Credentials = session.Credentials }, cancellationToken);
}
