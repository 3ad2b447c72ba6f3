using Odagrun.Executor.Commands;
using Odagrun.Executor.Git;

var commands = new CommandTable(
    [
        new RunJobCommand(TimeProvider.System),
        new RunServiceCommand(TimeProvider.System),
        new GetSourcesCommand(new GitCheckout(TimeProvider.System), new GitInspector(), Console.Out, Console.Error),
    ],
    Console.Out,
    Console.Error);
return await commands.RunAsync(Environment.GetCommandLineArgs()[0], args, CancellationToken.None);
