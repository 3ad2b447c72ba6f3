using Odagrun.Lab.Cli;

return await LabCommand.Create().Parse(args).InvokeAsync(LabCommand.Configuration);
