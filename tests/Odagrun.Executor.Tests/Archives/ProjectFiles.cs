using System.Diagnostics;
using Odagrun.Stack;

namespace Odagrun.Executor.Tests.Archives;

/// <summary>A project directory to fill, and programs that were not written here to judge what comes out.</summary>
internal sealed class ProjectFiles : IDisposable
{
    private readonly WorkDirectory _directory = WorkDirectory.Create("archive");

    internal ProjectFiles() => Directory.CreateDirectory(Root);

    internal string Root => _directory.File("project");

    internal string Outside => _directory.Path;

    internal string Write(string path, string content = "x")
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        return full;
    }

    internal void Link(string path, string target)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.CreateSymbolicLink(full, target);
    }

    internal async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Outside,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)}: {process.ExitCode}\n{await output}{await error}");
    }

    internal Task<string> PythonAsync(string code, params string[] arguments) => RunAsync("python3", ["-c", code, .. arguments]);

    public void Dispose() => _directory.Dispose();
}
