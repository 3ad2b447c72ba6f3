using Odagrun.Functions.Worker;

return await WorkerProgram.RunAsync(args, Console.Out, Console.Error);
