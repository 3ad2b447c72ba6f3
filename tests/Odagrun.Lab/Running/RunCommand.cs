using System.CommandLine;
using Odagrun.Lab.Pipelines;

namespace Odagrun.Lab.Running;

/// <summary><c>odagrun-lab run</c>: the pipeline of a local repository, with everything it needs started here and taken down at the end.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var path = new Argument<DirectoryInfo>("path") { Description = "A git repository with a .gitlab-ci.yml.", DefaultValueFactory = _ => new DirectoryInfo(".") };
        var images = new Option<string[]>("--load-image") { Description = "NAME=FILE: put a layer (tar.gz) into the registry as an image; the variable NAME holds its reference." };
        var variables = new Option<string[]>("--variable") { Description = "NAME=VALUE: a CI/CD variable of the pipeline." };
        var committed = new Option<bool>("--committed") { Description = "Run HEAD as it is, without changes that are not committed." };
        var limit = new Option<int>("--limit") { Description = "Jobs at once.", DefaultValueFactory = _ => Math.Max(2, Environment.ProcessorCount) };
        var port = new Option<int>("--port") { Description = "Port of the page; 0: a free one.", DefaultValueFactory = _ => 0 };
        var hostLog = new Option<bool>("--host-log") { Description = "Show what the functions' host prints." };
        var command = new Command("run", "Runs the pipeline of a local repository, uncommitted changes included, and streams its logs; exit code 0: passed, 1: failed, 2: no repository or wrong configuration, 130: canceled (Ctrl-C).")
        {
            path, images, variables, committed, limit, port, hostLog,
        };
        command.SetAction((result, cancellationToken) => PipelineRun.RunAsync(
            new PipelineRunOptions
            {
                Repository = result.GetValue(path)!.FullName,
                Images = Pairs(result.GetValue(images) ?? [], "--load-image"),
                Variables = [.. Pairs(result.GetValue(variables) ?? [], "--variable").Select(pair => new CiVariable(pair.Key, pair.Value))],
                CommittedOnly = result.GetValue(committed),
                Limit = result.GetValue(limit),
                Port = result.GetValue(port),
                ShowHostLog = result.GetValue(hostLog),
            },
            result.InvocationConfiguration.Output,
            cancellationToken));
        return command;
    }

    private static List<KeyValuePair<string, string>> Pairs(IEnumerable<string> texts, string option) =>
        [.. texts.Select(text => text.Split('=', 2) is [{ Length: > 0 } name, var value]
            ? KeyValuePair.Create(name, value)
            : throw new ArgumentException($"{option} '{text}' is not NAME=VALUE"))];
}
