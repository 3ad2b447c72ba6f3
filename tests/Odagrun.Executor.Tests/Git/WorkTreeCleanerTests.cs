using Odagrun.Executor.Git.Reading;

namespace Odagrun.Executor.Tests.Git;

public sealed class WorkTreeCleanerTests
{
    private static readonly string[] s_untracked = ["new.txt", "out/a.o", "out/b.txt", "cache/x", "lib/new.c", "lib/lib.o",
        "nested/.git/HEAD", "nested/file"];

    private static async Task<CheckoutScene> CreateAsync()
    {
        var scene = await CheckoutScene.CreateAsync();
        scene.Source.Write(".gitignore", "*.o\n");
        scene.Source.Write("lib/lib.c", "1");
        return scene;
    }

    /// <summary>What real git leaves of the same tree with the same flags is the measure.</summary>
    [Theory]
    [InlineData("-ffdx")]
    [InlineData("-fdx")]
    [InlineData("-ffd")]
    [InlineData("-ff")]
    [InlineData("-ffx")]
    [InlineData("-ffdX")]
    [InlineData("-ffdx -e cache/")]
    [InlineData("-ffdx -e *.o")]
    [InlineData("-ffdx -e /new.txt")]
    [InlineData("-ffdx -e out/b.txt -e lib")]
    [InlineData("-ffdx --exclude=**/x")]
    public async Task Clean_Flags_LeaveWhatGitLeaves(string flags)
    {
        await using var scene = await CreateAsync();
        var sha = await scene.Source.CommitAsync("first");
        await scene.GetOkAsync(scene.Request(sha));
        await LitterAsync(scene);
        var twin = scene.Project + "-twin";
        await GitTool.RunAsync("/", "-c", "core.hooksPath=/dev/null", "clone", "-q", scene.Project, twin);
        await LitterAsync(scene, twin);

        await scene.GetOkAsync(scene.Request(sha) with { Clean = CleanFlagsReader.Read(flags, Assert.Fail) });
        await GitTool.RunAsync(twin, ["clean", "-q", .. flags.Split(' ')]);
        Assert.Equal(Listing(twin), Listing(scene.Project));
    }

    [Fact]
    public async Task Clean_None_LeavesAll()
    {
        await using var scene = await CreateAsync();
        var sha = await scene.Source.CommitAsync("first");
        await scene.GetOkAsync(scene.Request(sha));
        await LitterAsync(scene);
        await scene.GetOkAsync(scene.Request(sha) with { Clean = CleanFlagsReader.Read("none", Assert.Fail) });
        Assert.All(s_untracked, path => Assert.True(File.Exists(Path.Combine(scene.Project, path)), path));
    }

    [Fact]
    public async Task Clean_ReadOnlyDirectoryAndLinks_AreRemovedAndTargetsStay()
    {
        await using var scene = await CreateAsync();
        var sha = await scene.Source.CommitAsync("first");
        await scene.GetOkAsync(scene.Request(sha));
        var outside = Path.Combine(scene.Root, "outside");
        Directory.CreateDirectory(outside);
        await File.WriteAllTextAsync(Path.Combine(outside, "kept"), "1", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(scene.Project, "locked", "in"));
        File.CreateSymbolicLink(Path.Combine(scene.Project, "locked", "out"), outside);
        File.CreateSymbolicLink(Path.Combine(scene.Project, "out"), outside);
        File.SetUnixFileMode(Path.Combine(scene.Project, "locked"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await scene.GetOkAsync(scene.Request(sha));
        Assert.True(File.Exists(Path.Combine(outside, "kept")));
        Assert.Equal("", await scene.ProjectGitAsync("status", "--porcelain", "--ignored"));
        Assert.Contains("Removing locked/\nRemoving out", string.Join('\n', scene.Log.Split('\n').Order(StringComparer.Ordinal)),
            StringComparison.Ordinal);
    }

    private static async Task LitterAsync(CheckoutScene scene, string? directory = null)
    {
        foreach (var path in s_untracked)
        {
            var full = Path.Combine(directory ?? scene.Project, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            await File.WriteAllTextAsync(full, "1");
        }

        Directory.Delete(Path.Combine(directory ?? scene.Project, "nested", ".git"), recursive: true);
        await GitTool.RunAsync(Path.Combine(directory ?? scene.Project, "nested"), "init", "-q");
        await File.WriteAllTextAsync(Path.Combine(directory ?? scene.Project, "nested/.git/HEAD"), "ref: refs/heads/none\n");
    }

    private static string Listing(string directory) => string.Join('\n', Directory
        .EnumerateFileSystemEntries(directory, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(directory, path))
        .Where(path => !path.StartsWith(".git/", StringComparison.Ordinal) && !path.StartsWith("nested/.git/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal));
}
