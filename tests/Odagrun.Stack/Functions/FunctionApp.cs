using Odagrun.Stack.Installation;
using Odagrun.Stack.Processes;

namespace Odagrun.Stack.Functions;

/// <summary>
/// A function app's folder with our handler, as <c>make func-app</c> lays it out, and the engine of the Functions host to run it.
/// </summary>
public sealed class FunctionApp : IDisposable
{
    private readonly WorkDirectory _directory;

    private FunctionApp(WorkDirectory directory) => _directory = directory;

    /// <summary>The folder.</summary>
    public string Folder => _directory.File("app");

    /// <summary>Lays it out; the handler must be built.</summary>
    public static async Task<FunctionApp> CreateAsync(CancellationToken cancellationToken)
    {
        var app = new FunctionApp(WorkDirectory.Create("func-app"));
        await using var script = ChildProcess.Start(
            new ProcessSpec(Path.Combine(RepositoryPaths.Root, "functions", "lay-out-app.sh"), app.Folder));
        return await script.WaitAsync(cancellationToken) == 0
            ? app
            : throw new InvalidOperationException($"functions/lay-out-app.sh failed: {script.Output}");
    }

    /// <summary>How the engine is started on it; <paramref name="settings"/> are the app's.</summary>
    public ProcessSpec Host(IReadOnlyDictionary<string, string> settings, Action<string>? onLine = null) =>
        new("dotnet", RepositoryPaths.FunctionsHost,
            Folder)
        { Environment = settings, OnLine = onLine, WorkingDirectory = _directory.Path };

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();
}
