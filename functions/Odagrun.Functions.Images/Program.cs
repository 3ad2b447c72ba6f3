using Odagrun.Functions.Images;

return await ImagesCommand.Create().Parse(args).InvokeAsync();
