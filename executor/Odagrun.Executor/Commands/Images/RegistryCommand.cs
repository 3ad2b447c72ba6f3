using System.CommandLine;
using Odagrun.Executor.Commands.Calling;
using Odagrun.Oci.Building;
using Odagrun.Oci.Images;
using Odagrun.Oci.Layers;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Executor.Commands.Images;

/// <summary>What the commands on images in registries have in common: how an image is named, and how failures are told.</summary>
internal abstract class RegistryCommand : IntegratedCommand
{
    private readonly CommandConsole _console;
    private readonly Option<string?> _name;
    private readonly Option<string?> _reference;
    private readonly Option<string?> _credentials;

    protected RegistryCommand(string name, string summary, string image, CommandConsole console, CommandGroup group = CommandGroup.Images)
        : base(name, group, summary, console)
    {
        _console = console;
        Selector = new ImageSelector(
            Text("--image", "IMAGE", $"{image}: any reference"),
            OptionalText("--ISR", "NAME", "", $"{image}, in the cluster's registry: NAME below the project's own repository"),
            OptionalText("--GLR", "NAME", "", $"{image}, in the project's GitLab registry"));
        _name = Text("--name", "NAME", "a name below the repository that --ISR or --GLR means");
        _reference = Text("--reference", "TAG", "its tag (default: latest)");
        _credentials = Text("--credentials", "BASE64", "base64 of user:password for its registry (default: found by itself)");
    }

    /// <summary>The options that name the image.</summary>
    protected ImageSelector Selector { get; }

    /// <summary>Options that name a source.</summary>
    protected ImageSelector Source(string image) => new(
        Text("--from", "IMAGE", $"{image}: any reference"),
        OptionalText("--from-ISR", "NAME", "", $"{image}, in the cluster's registry"),
        OptionalText("--from-GLR", "NAME", "", $"{image}, in the project's GitLab registry"));

    protected sealed override async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        try
        {
            using var session = await RegistrySession.OpenAsync(_console, call.Get(_reference) ?? "latest", cancellationToken);
            await RunAsync(call, session, cancellationToken);
        }
        catch (RegistryException e)
        {
            throw new CommandException(e.Message, e.Code == "REFUSED" ? ExitCode.Refused : ExitCode.CommandFailed);
        }
        catch (Exception e) when (e is ImageNotFoundException or LayerContentException or ImageConfigException or FormatException)
        {
            throw new CommandException(e.Message);
        }
    }

    /// <summary>Does the work.</summary>
    protected abstract Task RunAsync(CommandCall call, RegistrySession session, CancellationToken cancellationToken);

    /// <summary>The image that was named, by options or by <paramref name="word"/>; null: by nothing.</summary>
    protected ImageReference? Image(CommandCall call, RegistrySession session, string? word = null)
    {
        var named = ImageNames.Find(call, Selector, word, session.Facts);
        if (named is null && (call.Has(_name) || call.Has(_reference)))
        {
            named = ImageNames.InCluster(Selector.Cluster.Name, "", session.Facts);
        }

        if (named is not null)
        {
            named = ImageNames.With(named, call.Get(_name), call.Get(_reference), session.Facts);
            session.Use(named, call.Get(_credentials));
        }

        return named;
    }

    /// <summary>The image that was named, else the project's own.</summary>
    protected ImageReference ImageOrOwn(CommandCall call, RegistrySession session)
    {
        if (Image(call, session) is { } named)
        {
            return named;
        }

        var own = ImageNames.InCluster(Selector.Cluster.Name, "", session.Facts);
        session.Use(own, call.Get(_credentials));
        return own;
    }

    /// <summary>The image that must be named: what a command removes is never guessed.</summary>
    protected ImageReference ImageNamed(CommandCall call, RegistrySession session, string[]? words = null) =>
        words is { Length: > 1 } ? throw new CommandException($"'{words[1]}' is one image too many; name one", ExitCode.Usage)
        : Image(call, session, words is [var word] ? word : null)
            ?? throw new CommandException(
                $"name the image: --image=IMAGE, --ISR or --GLR, with --name and --reference ('{Name} --help' tells more)", ExitCode.Usage);

    /// <summary>A platform; null: none was asked for.</summary>
    protected static Platform? Platform(string? text)
    {
        try
        {
            return text is null ? null : Oci.References.Platform.Parse(text);
        }
        catch (FormatException e)
        {
            throw new CommandException($"--platform: {e.Message}", ExitCode.Usage);
        }
    }
}
