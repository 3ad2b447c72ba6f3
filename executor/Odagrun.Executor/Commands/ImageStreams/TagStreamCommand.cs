using System.CommandLine;
using Odagrun.Executor.Commands.Calling;
using Odagrun.Executor.Commands.Images;
using Odagrun.Executor.Control;
using Odagrun.Oci.Copying;

namespace Odagrun.Executor.Commands.ImageStreams;

/// <summary><c>ImageStream_tag</c>.</summary>
internal sealed class TagStreamCommand : ImageStreamCommand
{
    private readonly TimeProvider _clock;
    private readonly Option<string[]> _tags;
    private readonly Argument<string[]> _words;

    internal TagStreamCommand(CommandConsole console, TimeProvider clock)
        : base("ImageStream_tag", "gives an image in the cluster's registry further tags", "the image", console)
    {
        _clock = clock;
        _tags = Texts("--tag", "TAG", "the new tag");
        _words = Words("TAG", "in place of --tag: new tags");
    }

    internal override string Example => "ImageStream_tag --ISR --reference=latest --tag=$CI_COMMIT_TAG";

    protected override async Task RunAsync(CommandCall call, RegistrySession session, CancellationToken cancellationToken)
    {
        string[] tags = [.. call.Get(_tags) ?? [], .. call.Get(_words) ?? []];
        if (tags.Length == 0)
        {
            throw new CommandException("give the new tag: --tag=TAG", ExitCode.Usage);
        }

        var image = ImageOrOwn(call, session);
        foreach (var target in tags.Select(tag => ImageNames.With(image, null, tag)).ToList())
        {
            if (await AskAsync(session, image, StreamQuery.SetTag, target.Tag, cancellationToken) is null)
            {
                await new CopyReport(_clock).RunAsync(call, session, new CopyRequest { Source = image, Target = target, Credentials = session.Credentials }, cancellationToken);
            }
            else
            {
                call.Print($"tagged {image} as {target.Tag}");
            }
        }
    }
}
