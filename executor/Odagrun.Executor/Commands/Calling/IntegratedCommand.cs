using System.CommandLine;

namespace Odagrun.Executor.Commands.Calling;

/// <summary>
/// A command that scripts call. One that derives from it names its options in its constructor's fields, does its work in
/// <see cref="RunAsync(CommandCall, CancellationToken)"/>, and throws a <see cref="CommandException"/> where that fails.
/// </summary>
internal abstract class IntegratedCommand : IExecutorCommand
{
    private readonly CommandConsole _console;
    private readonly Command _syntax;
    private readonly Dictionary<Option, string> _leftOut = [];
    private readonly Option<bool> _allowFail;
    private readonly Option<bool> _help;

    protected IntegratedCommand(string name, CommandGroup group, string summary, CommandConsole console)
    {
        _console = console;
        _syntax = new Command(name, summary);
        Group = group;
        _allowFail = Switch("--allow-fail", "a failure is a warning, and the exit code 0");
        _help = Switch("--help", "print this");
        _help.Aliases.Add("-h");
    }

    public string Name => _syntax.Name;

    public CommandGroup Group { get; }

    public string Summary => _syntax.Description ?? "";

    /// <summary>A command line to show in the help.</summary>
    internal virtual string? Example => null;

    public async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var mayFail = false;
        try
        {
            // Before all else: help is wanted most where the command line makes no sense.
            if (arguments.TakeWhile(word => word != "--").Any(word => word is "--help" or "-h"))
            {
                CommandHelp.Print(this, _syntax, _console.Output);
                return ExitCode.Success;
            }

            var given = new CommandLine(_syntax, _leftOut).Read(arguments);
            mayFail = given.GetValue(_allowFail);
            await RunAsync(new CommandCall(given, _console), cancellationToken);
            return ExitCode.Success;
        }
        catch (CommandException e)
        {
            return End(e.Message, e.ExitCode, mayFail);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            return End(e.Message, ExitCode.CommandFailed, mayFail);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The outermost layer: a fault of ours must not look like a stack trace of the user's.
            return End($"a fault of this program: {e.GetType().Name}: {e.Message}", ExitCode.Fault, mayFail);
        }
    }

    /// <summary>Does the work.</summary>
    protected abstract Task RunAsync(CommandCall call, CancellationToken cancellationToken);

    /// <summary>An option with a value: <c>--name=VALUE</c>.</summary>
    protected Option<string?> Text(string name, string value, string description) =>
        Add(new Option<string?>(name) { HelpName = "=" + value, Description = description, Arity = ArgumentArity.ExactlyOne });

    /// <summary>
    /// An option whose value may be left out: <c>--name[=VALUE]</c>; it is <paramref name="leftOut"/> then, and null where there is no
    /// option.
    /// </summary>
    protected Option<string?> OptionalText(string name, string value, string leftOut, string description)
    {
        var option = Add(
            new Option<string?>(name) { HelpName = $"[={value}]", Description = description, Arity = ArgumentArity.ExactlyOne });
        _leftOut[option] = leftOut;
        return option;
    }

    /// <summary>An option that may be given again and again: <c>--name=VALUE</c>.</summary>
    protected Option<string[]> Texts(string name, string value, string description) =>
        Add(new Option<string[]>(
            name)
        { HelpName = $"={value} …", Description = description, Arity = ArgumentArity.OneOrMore, DefaultValueFactory = _ => [] });

    /// <summary>An option with one of a few values; <paramref name="leftOut"/> is meant where it stands alone.</summary>
    protected Option<string?> Choice(string name, string[] values, string description, string? leftOut = null)
    {
        var option = leftOut is null
            ? Text(name, string.Join('|', values), description)
            : OptionalText(name, string.Join('|', values), leftOut, description);
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    /// <summary>An option with a whole number.</summary>
    protected Option<int?> Number(string name, string value, string description) =>
        Add(new Option<int?>(name) { HelpName = "=" + value, Description = description, Arity = ArgumentArity.ExactlyOne });

    /// <summary>An option without a value.</summary>
    protected Option<bool> Switch(string name, string description) =>
        Add(new Option<bool>(name) { HelpName = "", Description = description, Arity = ArgumentArity.Zero });

    /// <summary>Words without an option's name.</summary>
    protected Argument<string[]> Words(string name, string description)
    {
        var argument = new Argument<string[]>(
            name)
        { Description = description, Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => [] };
        _syntax.Arguments.Add(argument);
        return argument;
    }

    private T Add<T>(T option)
        where T : Option
    {
        _syntax.Options.Add(option);
        return option;
    }

    private int End(string message, int exitCode, bool mayFail)
    {
        if (mayFail && exitCode != ExitCode.Usage)
        {
            _console.Error.WriteLine($"\e[33mWARNING: {Name}: {message} (ignored: --allow-fail)\e[0;m");
            return ExitCode.Success;
        }

        _console.Error.WriteLine($"{Name}: {message}");
        return exitCode;
    }
}
