using Odagrun.Executor.Archives.Collecting;
using Odagrun.Executor.Git;
using Odagrun.Executor.Tests.Git;

namespace Odagrun.Executor.Tests.Archives.Collecting;

public sealed class FileCollectorTests
{
    private static FileSelection Collect(
        ProjectFiles project, IReadOnlyList<string> paths, IReadOnlyList<string>? exclude = null, bool untracked = false) =>
        new FileCollector(new GitInspector()).Collect(
            new() { ProjectDirectory = project.Root, Paths = paths, Exclude = exclude ?? [], Untracked = untracked },
            TestContext.Current.CancellationToken);

    private static string Names(FileSelection selection) => string.Join(' ', selection.Files.Select(file => file.Path));

    private static ProjectFiles Tree()
    {
        var project = new ProjectFiles();
        foreach (var path in new[] { "a.txt", "b.log", "build/app", "build/obj/a.o", "build/obj/deep/b.o", "build/.stamp", "docs/a.txt",
            "[odd]/{name}" })
        {
            project.Write(path);
        }

        return project;
    }

    [Theory]
    [InlineData("a.txt", "a.txt")]
    [InlineData("./a.txt", "a.txt")]
    [InlineData("docs/../a.txt", "a.txt")]
    [InlineData(
        "*", "[odd] [odd]/{name} a.txt b.log build build/.stamp build/app build/obj build/obj/a.o build/obj/deep build/obj/deep/b.o docs docs/a.txt")]
    [InlineData("*.txt", "a.txt")]
    [InlineData("**/*.txt", "a.txt docs/a.txt")]
    [InlineData("build", "build build/.stamp build/app build/obj build/obj/a.o build/obj/deep build/obj/deep/b.o")]
    [InlineData("build/", "build build/.stamp build/app build/obj build/obj/a.o build/obj/deep build/obj/deep/b.o")]
    [InlineData("build/*", "build/.stamp build/app build/obj build/obj/a.o build/obj/deep build/obj/deep/b.o")]
    [InlineData("build/**/*.o", "build/obj/a.o build/obj/deep/b.o")]
    [InlineData("build/*/*.o", "build/obj/a.o")]
    [InlineData("**/deep", "build/obj/deep build/obj/deep/b.o")]
    [InlineData("{docs,build}/a*", "build/app docs/a.txt")]
    [InlineData("\\[odd\\]/\\{name\\}", "[odd]/{name}")]
    [InlineData("missing", "")]
    public void Collect_Paths_Table(string path, string expected)
    {
        using var project = Tree();
        Assert.Equal(expected, Names(Collect(project, [path])));
    }

    [Fact]
    public void Collect_AbsolutePathInProject_Counts()
    {
        using var project = Tree();
        Assert.Equal("docs docs/a.txt", Names(Collect(project, [Path.Combine(project.Root, "docs")])));
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("build/../../secret")]
    [InlineData("../project2/x")]
    public void Collect_PathOutsideOfProject_WarnsAndSkips(string path)
    {
        using var project = Tree();
        File.WriteAllText(Path.Combine(project.Outside, "secret"), "1");
        Directory.CreateDirectory(Path.Combine(project.Outside, "project2"));
        File.WriteAllText(Path.Combine(project.Outside, "project2", "x"), "1");
        var selection = Collect(project, [path, "a.txt"]);
        Assert.Equal("a.txt", Names(selection));
        Assert.Contains(selection.Messages, message => message.IsWarning
            && message.Text.StartsWith($"{path}: is not below the project directory", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("build", "build/obj/**", "build build/.stamp build/app")]
    [InlineData("build", "build/obj", "build build/.stamp build/app build/obj/a.o build/obj/deep build/obj/deep/b.o")]
    [InlineData("build", "**/*.o", "build build/.stamp build/app build/obj build/obj/deep")]
    [InlineData("build", "./build/obj/**/*", "build build/.stamp build/app build/obj")]
    [InlineData("**/*.txt", "docs/*", "a.txt")]
    [InlineData("a.txt", "*.txt", "")]
    public void Collect_Exclude_Table(string path, string exclude, string expected)
    {
        using var project = Tree();
        Assert.Equal(expected, Names(Collect(project, [path], [exclude])));
    }

    [Fact]
    public void Collect_Messages_TellCounts()
    {
        using var project = Tree();
        var selection = Collect(project, ["docs", "nothing*", "[", "b.log"], ["*.log"]);
        Assert.Equal(
            [
                new("docs: found 2 matching artifact files and directories", false),
                new($"nothing*: no matching files. Ensure that the artifact path is relative to the working directory ({project.Root})",
                    true),
                new("[: '[': nothing follows at the end.", true),
                new("*.log: excluded 1 files", false),
            ],
            selection.Messages);
    }

    [Fact]
    public async Task Collect_LinksPipesAndLoops_AreNotFollowed()
    {
        using var project = new ProjectFiles();
        project.Write("dir/file");
        project.Link("dir/up", "..");
        project.Link("dir/out", "/etc");
        project.Link("dir/broken", "nowhere");
        await project.RunAsync("mkfifo", Path.Combine(project.Root, "dir", "pipe"));
        var selection = Collect(project, ["dir", "**/passwd", "dir/*/*"]);
        Assert.Equal("dir dir/broken dir/file dir/out dir/up", Names(selection));
        Assert.Equal(FileKind.SymbolicLink, selection.Files.Single(file => file.Path == "dir/out").Kind);
    }

    [Fact]
    public async Task Collect_Untracked_HoldsIgnoredFilesToo()
    {
        using var project = new ProjectFiles();
        await GitTool.RunAsync(project.Root, "init", "-q");
        project.Write("tracked");
        project.Write("src/tracked.c");
        project.Write(".gitignore", "*.o\n");
        await GitTool.RunAsync(project.Root, "add", "-A");
        project.Write("src/tracked.o");
        project.Write("new/übung.txt");
        var selection = Collect(project, [], untracked: true);
        Assert.Equal("new/übung.txt src/tracked.o", Names(selection));
        Assert.Equal([new("untracked: found 2 files", false)], selection.Messages);
    }

    [Fact]
    public void Collect_UntrackedWithoutRepository_Warns()
    {
        using var project = Tree();
        Assert.Contains(Collect(project, ["a.txt"], untracked: true).Messages,
            message => message.IsWarning && message.Text.StartsWith("untracked: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Collect_GitDirectory_Warns()
    {
        using var project = new ProjectFiles();
        await GitTool.RunAsync(project.Root, "init", "-q");
        Assert.Contains(Collect(project, ["."]).Messages,
            message => message.IsWarning && message.Text.StartsWith("Part of .git directory", StringComparison.Ordinal));
    }
}
