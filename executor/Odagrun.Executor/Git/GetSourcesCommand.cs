using System.Globalization;
using Odagrun.Executor.Commands;

namespace Odagrun.Executor.Git;

/// <summary>
/// <c>odagrun get-sources</c>: the checkout alone, to find out by hand why a repository cannot be fetched from inside an image. The login
/// comes from the environment, never from the command line.
/// </summary>
internal sealed class GetSourcesCommand(
    IGitCheckout checkout, IGitInspector inspector, TextWriter output, TextWriter error) : IExecutorCommand
{
    internal const string LoginVariable = "ODAGRUN_GIT_LOGIN";

    private const string Help = $"""
        usage: odagrun get-sources --url URL --sha COMMIT --directory PATH [options]
          --ref NAME               shown in the output only
          --refspec SPEC           what to fetch; may be given again; default: the commit itself
          --depth N                how many commits; default: all
          --strategy WORD          fetch (default), clone, none or empty
          --no-checkout            fetch only
          --clean FLAGS            as GIT_CLEAN_FLAGS; default -ffdx
          --submodules WORD        none (default), normal or recursive
          --ca-file PATH           trust these certificate authorities too
          --describe               print `describe --always --tags` of what was checked out
          --untracked              print what git does not track
        {LoginVariable}=USER:PASSWORD in the environment is the login.
        """;

    public string Name => "get-sources";

    public string Summary => "checks a commit out, as a job does; for finding faults";

    public async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        if (arguments is [] or ["--help" or "-h", ..])
        {
            await output.WriteLineAsync(Help);
            return ExitCode.Success;
        }

        var options = new GetSourcesOptions();
        if (options.Read(arguments) is { } fault)
        {
            await error.WriteLineAsync($"odagrun get-sources: {fault}");
            return ExitCode.Usage;
        }

        var request = options.ToRequest(Environment.GetEnvironmentVariable(LoginVariable), error.WriteLine);
        var outcome = await checkout.GetSourcesAsync(request, output.WriteLine, cancellationToken);
        if (outcome.Result != GitResult.Done)
        {
            await error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{outcome.Result}: {outcome.Message}"));
            return ExitCode.JobFailed;
        }

        await PrintAsync(options, request.ProjectDirectory, cancellationToken);
        return ExitCode.Success;
    }

    private async Task PrintAsync(GetSourcesOptions options, string directory, CancellationToken cancellationToken)
    {
        if (options.Describe)
        {
            await output.WriteLineAsync($"describe: {inspector.Describe(directory)}");
        }

        foreach (var path in options.Untracked ? inspector.ListUntracked(directory, cancellationToken) : [])
        {
            await output.WriteLineAsync($"untracked: {path}");
        }
    }
}
