using System.CommandLine;
using System.CommandLine.Parsing;
using Odagrun.Lab.Pipelines;

namespace Odagrun.Lab.Running;

/// <summary>
/// <c>odagrun-lab run</c>: the pipeline of a local repository, with everything it needs started here and taken down at the end.
/// </summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var path = new Argument<DirectoryInfo>("path")
        {
            Description = "A git repository with a .gitlab-ci.yml.",
            DefaultValueFactory = _ => new DirectoryInfo("."),
        };
        var images = new Option<string[]>("--load-image")
        {
            Description = "NAME=FILE: put a layer (tar.gz) into the registry as an image; the variable NAME holds its reference.",
        };
        var variables = new Option<string[]>("--variable") { Description = "NAME=VALUE: a CI/CD variable of the pipeline." };
        var registries = new Option<string[]>("--registry")
        {
            Description = "NAME: start a further, empty registry; the variable NAME holds its address.",
        };
        images.Validators.Add(result => Check(result, text => PairProblem(text) ?? FileProblem(text)));
        variables.Validators.Add(result => Check(result, PairProblem));
        var committed = new Option<bool>("--committed") { Description = "Run HEAD as it is, without changes that are not committed." };
        var limit = new Option<int>("--limit")
        {
            Description = "Jobs at once.",
            DefaultValueFactory = _ => Math.Max(2, Environment.ProcessorCount),
        };
        var port = new Option<int>("--port") { Description = "Port of the page; 0: a free one.", DefaultValueFactory = _ => 0 };
        var hostLog = new Option<bool>("--host-log") { Description = "Show what the functions' host prints." };
        var cluster = new Option<bool>("--cluster")
        {
            Description = "Run the jobs in Kubernetes: the cluster that KUBECONFIG names, else one that is started for this (root).",
        };
        var command = new Command(
            "run",
            "Runs the pipeline of a local repository, uncommitted changes included, and streams its logs; exit code 0: passed, 1: failed, 2: no repository or wrong configuration, 130: canceled (Ctrl-C).")
        {
            path, images, registries, variables, committed, limit, port, hostLog, cluster,
        };
        command.SetAction((result, cancellationToken) => PipelineRun.RunAsync(
            new PipelineRunOptions
            {
                Repository = result.GetValue(path)!.FullName,
                Images = Pairs(result.GetValue(images) ?? []),
                Registries = result.GetValue(registries) ?? [],
                Variables = [.. Pairs(result.GetValue(variables) ?? []).Select(pair => new CiVariable(pair.Key, pair.Value))],
                CommittedOnly = result.GetValue(committed),
                Limit = result.GetValue(limit),
                Port = result.GetValue(port),
                ShowHostLog = result.GetValue(hostLog),
                InCluster = result.GetValue(cluster),
            },
            result.InvocationConfiguration.Output,
            cancellationToken));
        return command;
    }

    // Said by the parser, before anything is started.
    private static void Check(OptionResult result, Func<string, string?> problem)
    {
        foreach (var text in result.Tokens.Select(token => token.Value))
        {
            if (problem(text) is { } found)
            {
                result.AddError($"{result.Option.Name} {found}");
            }
        }
    }

    private static string? PairProblem(string text) =>
        text.IndexOf('=', StringComparison.Ordinal) > 0 ? null : $"'{text}' is not NAME=VALUE";

    private static string? FileProblem(string text) =>
        File.Exists(text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..]) ? null : $"{text}: there is no such file";

    private static List<KeyValuePair<string, string>> Pairs(IEnumerable<string> texts) =>
        [.. texts.Select(text => text.Split('=', 2)).Select(parts => KeyValuePair.Create(parts[0], parts[1]))];
}
