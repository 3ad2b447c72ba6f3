using System.CommandLine;
using System.Globalization;
using Odagrun.Executor.Commands.Calling;

namespace Odagrun.Executor.Commands.Copying;

/// <summary><c>copy</c>: a file or a variable from a file, a text or an address, with variables replaced on the way.</summary>
internal sealed class CopyCommand : IntegratedCommand
{
    internal const string CommandName = "copy";

    private readonly TimeProvider _clock;
    private readonly Option<string?> _fromFile;
    private readonly Option<string?> _fromText;
    private readonly Option<string?> _fromUrl;
    private readonly Option<string?> _toFile;
    private readonly Option<string?> _toVariable;
    private readonly Option<bool> _substitute;
    private readonly Option<bool> _append;
    private readonly Option<string?> _ifValue;
    private readonly Option<string?> _ifExists;
    private readonly Option<bool> _quiet;

    internal CopyCommand(CommandConsole console, TimeProvider clock)
        : base(CommandName, CommandGroup.Files, "writes a file or a variable from a file, a text or an address", console)
    {
        _clock = clock;
        _fromFile = Text("--from_file", "FILE", "take the content of a file");
        _fromText = Text("--from_text", "TEXT", "take the text itself");
        _fromUrl = Text("--from_url", "URL", "take what an http or https address answers");
        _toFile = Text("--to_file", "FILE", "write a file; missing directories are made");
        _toVariable = Text("--to_var", "NAME", "set a variable for the lines after this one, and for after_script");
        _substitute = Switch("--substitute", "replace $VAR and ${VAR…} on the way, as a POSIX shell does");
        _append = Switch("--append", "write behind what is there");
        _ifValue = Text("--if_value", "TEXT", "do nothing where TEXT is empty");
        _ifExists = Text("--if_exists", "PATH", "do nothing where there is no file or directory PATH");
        _quiet = Switch("--quiet", "print nothing");
    }

    internal override string Example => "copy --from_file=app.conf.in --to_file=app.conf --substitute";

    protected override async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var source = One(call, _fromFile, _fromText, _fromUrl);
        var target = One(call, _toFile, _toVariable);
        if (Obstacle(call) is { } obstacle)
        {
            Say(call, $"nothing copied: {obstacle}");
            return;
        }

        await using var content = source == _fromFile ? CopyContent.OfFile(call.Console.Path(call.Get(_fromFile)!), call.Get(_fromFile)!)
            : source == _fromText ? CopyContent.OfText(call.Get(_fromText)!)
            : await CopyDownload.OpenAsync(call.Get(_fromUrl)!, _clock, call.Warn, cancellationToken);
        if (call.Get(_substitute))
        {
            await content.SubstituteAsync(call.Console.Variable, cancellationToken);
        }

        if (target == _toVariable)
        {
            await ToVariableAsync(call, call.Get(_toVariable)!, content, cancellationToken);
            return;
        }

        var path = call.Get(_toFile)!;
        var bytes = await CopyFile.WriteAsync(content, call.Console.Path(path), call.Get(_append), cancellationToken);
        Say(call, string.Create(CultureInfo.InvariantCulture, $"{content.Origin} → {path}, {bytes:N0} bytes"));
    }

    private async Task ToVariableAsync(CommandCall call, string name, CopyContent content, CancellationToken cancellationToken)
    {
        var variable = new CopyVariable(name, call.Console, _clock);
        var text = await content.TextAsync(cancellationToken);
        var length = await variable.SetAsync(call.Get(_append) ? call.Console.Variable(name) + text : text, cancellationToken);
        Say(call, string.Create(CultureInfo.InvariantCulture, $"{content.Origin} → ${name}, {length:N0} characters"));
    }

    private void Say(CommandCall call, string text)
    {
        if (!call.Get(_quiet))
        {
            call.Print($"{Name}: {text}");
        }
    }

    private string? Obstacle(CommandCall call) =>
        call.Has(_ifValue) && string.IsNullOrEmpty(call.Get(_ifValue)) ? "the text of --if_value is empty"
        : call.Get(_ifExists) is { } path && !Path.Exists(call.Console.Path(path)) ? $"there is no {path}"
        : null;

    private static Option<string?> One(CommandCall call, params Option<string?>[] options)
    {
        var given = options.Where(call.Has).ToList();
        return given.Count == 1 ? given[0] : throw new CommandException(
            $"one of {string.Join(", ", options.Select(option => option.Name))} is needed, and only one; {given.Count} were given",
            ExitCode.Usage);
    }
}
