namespace Odagrun.Executor.Variables;

/// <summary>Writes the contents of file variables, for the job's user alone.</summary>
internal static class FileVariables
{
    internal static async Task WriteAsync(VariableSet variables, CancellationToken cancellationToken)
    {
        foreach (var variable in variables.All)
        {
            if (variable.FilePath is { } path)
            {
                await PrivateFile.WriteAsync(path, variable.Value, cancellationToken);
            }
        }
    }
}
