using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using Odagrun.Executor.Git;
using Odagrun.Stack;
using Odagrun.Stack.Installation;
using Odagrun.Stack.Processes;

namespace Odagrun.Executor.Tests.Git;

/// <summary>The executor as it is published (Native AOT), out of its layer, with the layer's own loader and libraries.</summary>
public sealed class PublishedExecutor : IAsyncLifetime
{
    private readonly WorkDirectory _directory = WorkDirectory.Create("layer");

    public async ValueTask InitializeAsync()
    {
        var layer = Path.Combine(RepositoryPaths.ExecutorLayer, "layer.tar.gz");
        if (!File.Exists(layer))
        {
            return;
        }

        await using var unzipped = new GZipStream(File.OpenRead(layer), CompressionMode.Decompress);
        await using var tar = new TarReader(unzipped);
        while (await tar.GetNextEntryAsync() is { } entry)
        {
            if (entry.EntryType == TarEntryType.RegularFile)
            {
                var path = _directory.File(entry.Name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await entry.ExtractToFileAsync(path, overwrite: true);
            }
        }
    }

    /// <summary>A command of the executor, on this machine.</summary>
    internal ProcessSpec Command(string name)
    {
        var root = _directory.File(".odagrun");
        return new ProcessSpec(Path.Combine(root, "lib", "ld-linux-x86-64.so.2"), "--library-path", Path.Combine(root, "lib"),
            Path.Combine(root, "bin", "odagrun"), name);
    }

    internal async Task<(int ExitCode, string Output)> GetSourcesAsync(GitRequest request, params string[] more)
    {
        var root = _directory.File(".odagrun");
        Assert.SkipUnless(Directory.Exists(root), "the executor layer is missing: make executor");
        var url = new UriBuilder(request.Url) { UserName = "", Password = "" };
        var start = new ProcessStartInfo(Path.Combine(root, "lib", "ld-linux-x86-64.so.2"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])[
            "--library-path", Path.Combine(root, "lib"), Path.Combine(root, "bin", "odagrun"), "get-sources",
            "--url", url.Uri.AbsoluteUri, "--sha", request.Sha, "--ref", request.Ref, "--directory", request.ProjectDirectory,
            "--depth", $"{request.Depth}", .. request.Refspecs.SelectMany(spec => (string[])["--refspec", spec]), .. more])
        {
            start.ArgumentList.Add(argument);
        }

        // As in a job's container: an environment of its own, HOME that cannot be used.
        start.Environment.Clear();
        start.Environment["HOME"] = "/proc/none";
        start.Environment[GetSourcesCommand.LoginVariable] = $"{GitServer.User}:{GitServer.Password}";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
