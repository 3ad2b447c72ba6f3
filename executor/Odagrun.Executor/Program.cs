using Odagrun.Executor.Commands;

var commands = new CommandTable([], Console.Out, Console.Error);
return await commands.RunAsync(Environment.GetCommandLineArgs()[0], args, CancellationToken.None);
