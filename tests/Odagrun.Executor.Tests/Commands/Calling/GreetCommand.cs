using System.CommandLine;
using Odagrun.Executor.Commands;
using Odagrun.Executor.Commands.Calling;

namespace Odagrun.Executor.Tests.Commands.Calling;

/// <summary>A command with an option of each kind.</summary>
internal sealed class GreetCommand : IntegratedCommand
{
    private readonly Option<string?> _name;
    private readonly Option<string?> _from;
    private readonly Option<string?> _mood;
    private readonly Option<string[]> _label;
    private readonly Option<int?> _times;
    private readonly Option<bool> _quiet;
    private readonly Argument<string[]> _words;

    internal GreetCommand(CommandConsole console)
        : base("greet", CommandGroup.Files, "greets somebody", console)
    {
        _name = Text("--to_name", "NAME", "whom");
        _from = OptionalText("--from-ISR", "NAME", "me", "who greets");
        _mood = Choice("--mood", ["good", "bad"], "how", leftOut: "good");
        _label = Texts("--label", "KEY=VALUE", "any number");
        _times = Number("--times", "N", "how often");
        _quiet = Switch("--quiet", "print nothing");
        _words = Words("word", "more to say");
    }

    internal override string Example => "greet --to_name=Ada";

    protected override Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        switch (call.Get(_name))
        {
            case "nobody":
                throw new CommandException("there is nobody to greet");
            case "the void":
                throw new InvalidOperationException("a fault");
        }

        call.Print(
            $"name={call.Get(_name) ?? "-"} from={call.Get(_from) ?? "-"} mood={call.Get(_mood) ?? "-"} label={string.Join(',', call.Get(_label)!)} "
            + $"times={call.Get(_times)} quiet={call.Get(_quiet)} has={call.Has(_quiet)} words={string.Join(',', call.Get(_words)!)}");
        return Task.CompletedTask;
    }
}
