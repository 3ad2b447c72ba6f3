using System.CommandLine;
using Odagrun.Executor.Commands.Calling;
using Odagrun.Oci.Copying;

namespace Odagrun.Executor.Commands.Images;

/// <summary><c>registry_copy</c>: an image or a whole index from one registry to another.</summary>
internal sealed class RegistryCopyCommand : RegistryCommand
{
    private readonly TimeProvider _clock;
    private readonly ImageSelector _source;
    private readonly Option<string?> _platform;
    private readonly Option<bool> _referrers;
    private readonly Argument<string[]> _words;

    public RegistryCopyCommand(CommandConsole console, TimeProvider clock)
        : base("registry_copy", "copies an image or a whole index between any two registries", "the new name", console)
    {
        _clock = clock;
        _source = Source("the image to copy");
        _platform = Text("--platform", "OS/ARCH", "of an index only this platform's image; 'all' is the whole index (default: all)");
        _referrers = Switch("--referrers", "with signatures, attestations and SBOMs that refer to it");
        _words = Words("IMAGE", "in place of options: the image, and its new name");
    }

    internal override string? Example =>
        "registry_copy --from-GLR=app:$CI_COMMIT_SHORT_SHA --image=registry.example.com/production/app:1.0 --referrers";

    protected override async Task RunAsync(CommandCall call, RegistrySession session, CancellationToken cancellationToken)
    {
        var words = call.Get(_words) ?? [];
        if (words.Length > 2)
        {
            throw new CommandException($"'{words[2]}' is one image too many; give the source and the new name", ExitCode.Usage);
        }

        var source = ImageNames.Find(call, _source, words.FirstOrDefault(), session.Facts)
            ?? throw new CommandException("name the image to copy: --from=IMAGE, --from-ISR or --from-GLR", ExitCode.Usage);
        var target = Image(call, session, words is [_, var second] ? second : null)
            ?? throw new CommandException("name the target: --image=IMAGE, --ISR or --GLR", ExitCode.Usage);
        var platform = call.Get(_platform);
        await new CopyReport(_clock).RunAsync(call, session, new CopyRequest
        {
            Source = source,
            Target = target,
            Platform = platform == "all" ? null : Platform(platform),
            WithReferrers = call.Get(_referrers),
            Credentials = session.Credentials,
        }, cancellationToken);
    }
}
