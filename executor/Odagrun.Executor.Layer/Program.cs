using Odagrun.Executor.Layer;

// usage: Odagrun.Executor.Layer PUBLISHED-DIRECTORY OUTPUT-DIRECTORY [DIRECTORY-OF-ARM64-PACKAGES]
if (args is not [var published, var output, .. { Length: <= 1 } more])
{
    Console.Error.WriteLine("usage: Odagrun.Executor.Layer PUBLISHED-DIRECTORY OUTPUT-DIRECTORY [DIRECTORY-OF-ARM64-PACKAGES]");
    return 2;
}

try
{
    var libraries = await SharedLibraries.FindAsync(published, "odagrun", more.FirstOrDefault(), CancellationToken.None);
    var layer = await new LayerBuilder(published, libraries).WriteAsync(output, CancellationToken.None);
    Console.WriteLine($"executor layer: {layer.Descriptor.Digest}, {layer.Descriptor.Size / 1e6:0.0} MB compressed");
    return 0;
}
catch (IOException e)
{
    Console.Error.WriteLine($"executor layer: {e.Message}");
    return 1;
}
