using System.Diagnostics;
using System.Text;

namespace Odagrun.Lab.Git;

/// <summary>Runs the git binary, away from the user's own configuration.</summary>
internal static class GitCommand
{
    public static Task<string> RunAsync(string directory, CancellationToken cancellationToken, params string[] arguments) =>
        RunAsync(directory, environment: null, cancellationToken, arguments);

    /// <summary>Output of git; fails with its error text when it ends with another code than 0.</summary>
    public static async Task<string> RunAsync(
        string directory, IReadOnlyDictionary<string, string>? environment, CancellationToken cancellationToken, params string[] arguments)
    {
        var (code, output, error) = await TryAsync(directory, environment, cancellationToken, arguments);
        return code == 0 ? output : throw new GitException($"git {arguments[0]} in {directory} ended with {code}: {error.Trim()}");
    }

    public static async Task<(int Code, string Output, string Error)> TryAsync(
        string directory, IReadOnlyDictionary<string, string>? environment, CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        Isolate(start);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var texts = await Task.WhenAll(output, error);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, texts[0], texts[1]);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>No configuration of the user or machine, no prompts, and no repository named by the caller's environment.</summary>
    public static void Isolate(ProcessStartInfo start)
    {
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_CONFIG_COUNT"] = "1";
        start.Environment["GIT_CONFIG_KEY_0"] = "safe.directory";
        start.Environment["GIT_CONFIG_VALUE_0"] = "*";
        foreach (var name in (string[])["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"])
        {
            start.Environment.Remove(name);
        }
    }
}
