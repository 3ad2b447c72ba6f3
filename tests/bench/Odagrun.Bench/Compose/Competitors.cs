using Odagrun.Stack.Processes;

namespace Odagrun.Bench.Compose;

/// <summary>The same work done by other programs, each as its users run it.</summary>
internal sealed class Competitors(ComposeStage stage, DebianTools tools)
{
    private const string AcceptAll = """{"default":[{"type":"insecureAcceptAnything"}]}""";

    private int _number;

    /// <summary>Puts the layer onto the base; the layer's blob is in the target repository after the first time.</summary>
    public Task CraneAppendAsync(CancellationToken cancellationToken) =>
        RunAsync("crane", ["append", "-b", stage.Base, "-f", stage.LayerPath, "-t", stage.Name("crane", ++_number)], cancellationToken);

    /// <summary>Copies the base as it is to another repository.</summary>
    public Task SkopeoCopyAsync(CancellationToken cancellationToken) => RunAsync(
        "skopeo",
        ["--insecure-policy", "copy", "-q", "--src-tls-verify=false", "--dest-tls-verify=false", "docker://" + stage.Base,
            "docker://" + stage.Name("skopeo", ++_number)],
        cancellationToken);

    /// <summary>Takes the base, adds the layer's files, commits and pushes.</summary>
    public async Task BuildahAsync(CancellationToken cancellationToken)
    {
        var policy = stage.Directory.File("policy.json");
        await File.WriteAllTextAsync(policy, AcceptAll, cancellationToken);
        var name = $"work-{++_number}";
        await BuildahAsync(
            ["from", "-q", "--tls-verify=false", "--signature-policy", policy, "--name", name, stage.Base], cancellationToken);
        await BuildahAsync(["add", "-q", name, stage.LayerPath], cancellationToken);
        await BuildahAsync(["commit", "-q", "--signature-policy", policy, name, name], cancellationToken);
        await BuildahAsync(["push", "-q", "--tls-verify=false", "--signature-policy", policy, name,
            "docker://" + stage.Name("buildah", _number)], cancellationToken);
    }

    private Task BuildahAsync(string[] arguments, CancellationToken cancellationToken) => RunAsync(
        "buildah",
        ["--storage-driver", "vfs", "--root", stage.Directory.File("buildah"), "--runroot", stage.Directory.File("buildah-run"),
            .. arguments],
        cancellationToken);

    private async Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        await using var process = ChildProcess.Start(
            new ProcessSpec(tools.Program(program), arguments) { Environment = tools.LibraryPath });
        if (await process.WaitAsync(cancellationToken) != 0)
        {
            throw new ToolMissingException($"{program} {string.Join(' ', arguments)} failed: {DebianTools.LastLine(process.Output)}");
        }
    }
}
