using Odagrun.Executor.Commands;
using Odagrun.Executor.Commands.Calling;

var commands = CommandList.Create(CommandConsole.OfProcess(), TimeProvider.System);
return await commands.RunAsync(Environment.GetCommandLineArgs()[0], args, CancellationToken.None);
