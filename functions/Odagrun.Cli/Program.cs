using Odagrun.Cli;

return await CliProgram.RunAsync(args, CliSurroundings.OfThisProcess());
