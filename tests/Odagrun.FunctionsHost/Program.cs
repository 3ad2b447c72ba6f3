using Odagrun.FunctionsHost;

// usage: odagrun-functions-host APP-FOLDER; settings come from the environment, as with the Functions host.
return await HostProgram.RunAsync(args[0]);
