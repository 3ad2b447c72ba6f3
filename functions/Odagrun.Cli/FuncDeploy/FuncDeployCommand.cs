using System.CommandLine;
using YamlDotNet.Core;

namespace Odagrun.Cli.FuncDeploy;

/// <summary><c>odagrun fix-func-deploy</c>: makes the output of <c>func kubernetes deploy --dry-run</c> one that KEDA takes.</summary>
internal static class FuncDeployCommand
{
    public static Command Create(CliSurroundings surroundings)
    {
        var file = new Argument<string?>("file")
        {
            Description = "The output of 'func kubernetes deploy --dry-run'; without it standard input is read.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var url = UrlOption.Create("--gitlab-url");
        var project = new Option<long>("--project")
        {
            Description = "The number of the project whose pending jobs wake the functions.",
            Required = true,
        };
        var tag = new Option<string>("--tag") { Description = "The runner's tag.", DefaultValueFactory = _ => "odagrun" };
        var hostId = new Option<string>("--host-id")
        {
            Description = "One name for all pods, so that timers run once.",
            DefaultValueFactory = _ => "odagrun",
        };
        var command = new Command(
            "fix-func-deploy",
            "Edits the manifests of 'func kubernetes deploy --dry-run': timers become triggers that KEDA knows, a host id, Pod Security 'restricted'.")
        {
            file, url, project, tag, hostId,
        };
        command.SetAction((result, cancellationToken) => RunAsync(
            surroundings,
            result.GetValue(file),
            new FuncDeployOptions(result.GetValue(url)!, result.GetValue(project), result.GetValue(tag)!, result.GetValue(hostId)!),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        CliSurroundings surroundings, string? file, FuncDeployOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var text = file is null
                ? await surroundings.Input.ReadToEndAsync(cancellationToken)
                : await File.ReadAllTextAsync(file, cancellationToken);
            await surroundings.Output.WriteAsync(FuncManifests.Edit(text, options));
            return ExitCodes.Ok;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or YamlException or InvalidDataException)
        {
            await surroundings.Error.WriteLineAsync($"The manifests can't be edited: {e.Message}");
            return ExitCodes.Data;
        }
    }
}
