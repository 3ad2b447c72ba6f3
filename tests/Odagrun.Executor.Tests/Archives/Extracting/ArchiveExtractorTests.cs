using System.IO.Pipelines;
using Odagrun.Executor.Archives;
using Odagrun.Executor.Archives.Collecting;
using Odagrun.Executor.Archives.Extracting;
using Odagrun.Executor.Archives.Writing;
using Odagrun.Executor.Git;

namespace Odagrun.Executor.Tests.Archives.Extracting;

public sealed class ArchiveExtractorTests
{
    private const string Source = "artifacts of job compile (42)";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<int> ExtractAsync(ProjectFiles project, string archive)
    {
        await using var stream = File.OpenRead(archive);
        return await new ArchiveExtractor().ExtractAsync(PipeReader.Create(stream).AsStream(), Target(project), Token);
    }

    private static ExtractTarget Target(ProjectFiles project) => new(project.Root, Path.Combine(project.Outside, "tmp"), Source);

    private static async Task<string> PythonZipAsync(ProjectFiles project, string code)
    {
        var path = Path.Combine(project.Outside, "made.zip");
        await project.PythonAsync(
            $"""
            import sys, stat, zipfile
            def entry(z, name, data='x', mode=0o100644, compress=zipfile.ZIP_DEFLATED):
                i = zipfile.ZipInfo(name, (2024, 2, 29, 13, 37, 42))
                i.create_system = 3
                i.external_attr = mode << 16
                i.compress_type = compress
                z.writestr(i, data)
            z = zipfile.ZipFile(sys.argv[1], 'w')
            {code}
            z.close()
            """,
            path);
        return path;
    }

    private static async Task<string> FailureAsync(ProjectFiles project, string archive) =>
        (await Assert.ThrowsAsync<ArchiveException>(() => ExtractAsync(project, archive))).Message;

    [Fact]
    public async Task Extract_OwnArchive_RestoresTree()
    {
        using var made = new ProjectFiles();
        made.Write("bin/run.sh", "#!/bin/sh\n");
        File.SetUnixFileMode(Path.Combine(made.Root, "bin", "run.sh"), (UnixFileMode)0b111_101_101);
        made.Write("data/big", string.Concat(Enumerable.Range(0, 50_000)));
        made.Write("data/empty", "");
        made.Link("bin/link", "../data/big");
        made.Link("bin/broken", "/nowhere/at/all");
        File.SetLastWriteTimeUtc(Path.Combine(made.Root, "data", "big"), new(2023, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        File.SetLastWriteTimeUtc(Path.Combine(made.Root, "data"), new(2023, 1, 2, 3, 4, 7, DateTimeKind.Utc));
        File.SetUnixFileMode(Path.Combine(made.Root, "data"), (UnixFileMode)0b101_101_101);
        var archive = Path.Combine(made.Outside, "a.zip");
        await using (var stream = File.Create(archive))
        {
            var selection = new FileCollector(new GitInspector()).Collect(new() { ProjectDirectory = made.Root, Paths = ["*"] }, Token);
            await new ArchiveWriter().WriteAsync(selection, ArchiveFormat.Zip, ArchiveLevel.Default, stream, Token);
        }

        using var project = new ProjectFiles();
        Assert.Equal(7, await ExtractAsync(project, archive));
        await project.RunAsync("diff", "-r", "--no-dereference", made.Root, project.Root);
        Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(Path.Combine(project.Root, "bin", "run.sh")));
        Assert.Equal((UnixFileMode)0b101_101_101, File.GetUnixFileMode(Path.Combine(project.Root, "data")));
        Assert.Equal(new(2023, 1, 2, 3, 4, 5, DateTimeKind.Utc), File.GetLastWriteTimeUtc(Path.Combine(project.Root, "data", "big")));
        Assert.Equal(new(2023, 1, 2, 3, 4, 7, DateTimeKind.Utc), File.GetLastWriteTimeUtc(Path.Combine(project.Root, "data")));
        Assert.Equal("../data/big", new FileInfo(Path.Combine(project.Root, "bin", "link")).LinkTarget);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(project.Outside, "tmp")));
        File.SetUnixFileMode(Path.Combine(made.Root, "data"), (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(Path.Combine(project.Root, "data"), (UnixFileMode)0b111_101_101);
    }

    [Fact]
    public async Task Extract_InfoZipArchive_RestoresModesTimesAndLinks()
    {
        using var project = new ProjectFiles();
        var code = $"""
            entry(z, 'dir/', '', 0o40750)
            entry(z, 'dir/file', 'content', 0o100640)
            entry(z, 'dir/stored', 'plain', 0o100644, zipfile.ZIP_STORED)
            entry(z, 'dir/suid', 'x', 0o104755)
            entry(z, 'dir/link', 'file', 0o120777)
            """;
        Assert.Equal(5, await ExtractAsync(project, await PythonZipAsync(project, code)));
        var file = Path.Combine(project.Root, "dir", "file");
        Assert.Equal("content", await File.ReadAllTextAsync(file, Token));
        Assert.Equal((UnixFileMode)0b110_100_000, File.GetUnixFileMode(file));
        Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(Path.Combine(project.Root, "dir", "suid")));
        Assert.Equal(new(2024, 2, 29, 13, 37, 42, DateTimeKind.Utc), File.GetLastWriteTimeUtc(file));
        Assert.Equal("content", await File.ReadAllTextAsync(Path.Combine(project.Root, "dir", "link"), Token));
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("dir/../../evil")]
    [InlineData("/tmp/odagrun-evil")]
    [InlineData("..")]
    public async Task Extract_NameOutOfProject_IsRefused(string name)
    {
        using var project = new ProjectFiles();
        var message = await FailureAsync(project, await PythonZipAsync(project, $"entry(z, '{name}')"));
        Assert.Equal($"{Source}: entry '{name}' was not unpacked: its name would lead out of the project directory", message);
        Assert.False(File.Exists(Path.Combine(project.Outside, "evil")));
        Assert.False(File.Exists("/tmp/odagrun-evil"));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("/tmp")]
    [InlineData("missing")]
    public async Task Extract_ThroughLinkOfTheArchive_IsRefused(string target)
    {
        using var project = new ProjectFiles();
        var message = await FailureAsync(
            project, await PythonZipAsync(project, $"entry(z, 'door', '{target}', 0o120777); entry(z, 'door/odagrun-evil')"));
        Assert.Equal(
            $"{Source}: entry 'door/odagrun-evil' was not unpacked: 'door' is a symbolic link that leads out of the project directory",
            message);
        Assert.False(File.Exists("/tmp/odagrun-evil"));
        Assert.False(File.Exists(Path.Combine(project.Outside, "odagrun-evil")));
    }

    [Fact]
    public async Task Extract_ThroughLinkThatTurnsAfterAnEntry_IsRefused()
    {
        using var project = new ProjectFiles();
        Directory.CreateDirectory(Path.Combine(project.Root, "in"));
        const string code = "entry(z, 'door', 'in', 0o120777); entry(z, 'door/a'); entry(z, 'door', '..', 0o120777); entry(z, 'door/evil')";
        Assert.Contains(
            "'door/evil' was not unpacked", await FailureAsync(project, await PythonZipAsync(project, code)), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(project.Root, "in", "a")));
        Assert.False(File.Exists(Path.Combine(project.Outside, "evil")));
    }

    [Fact]
    public async Task Extract_FileOverLinkToOutside_ReplacesTheLink()
    {
        using var project = new ProjectFiles();
        var outside = Path.Combine(project.Outside, "secret");
        await File.WriteAllTextAsync(outside, "untouched", Token);
        project.Link("file", outside);
        project.Link("dir", project.Outside);
        await ExtractAsync(project,
            await PythonZipAsync(project, "entry(z, 'file', 'new'); entry(z, 'dir/', '', 0o40755); entry(z, 'dir/secret', 'new')"));
        Assert.Equal("untouched", await File.ReadAllTextAsync(outside, Token));
        Assert.Equal("new", await File.ReadAllTextAsync(Path.Combine(project.Root, "file"), Token));
        Assert.Null(new FileInfo(Path.Combine(project.Root, "dir")).LinkTarget);
    }

    [Fact]
    public async Task Extract_ThroughLinkInsideOfProject_IsFollowed()
    {
        using var project = new ProjectFiles();
        Directory.CreateDirectory(Path.Combine(project.Root, "real"));
        project.Link("alias", "real");
        await ExtractAsync(project, await PythonZipAsync(project, "entry(z, 'alias/', '', 0o40755); entry(z, 'alias/file')"));
        Assert.True(File.Exists(Path.Combine(project.Root, "real", "file")));
    }

    [Fact]
    public async Task Extract_ExistingReadOnlyFile_IsReplaced()
    {
        using var project = new ProjectFiles();
        File.SetUnixFileMode(project.Write("file", "old"), UnixFileMode.UserRead);
        await ExtractAsync(project, await PythonZipAsync(project, "entry(z, 'file', 'new')"));
        Assert.Equal("new", await File.ReadAllTextAsync(Path.Combine(project.Root, "file"), Token));
    }

    [Theory]
    [InlineData("not a zip at all", "this is no zip archive, or it was cut off")]
    [InlineData("", "this is no zip archive, or it was cut off")]
    public async Task Extract_NoArchive_SaysSo(string content, string reason)
    {
        using var project = new ProjectFiles();
        var path = Path.Combine(project.Outside, "broken");
        await File.WriteAllTextAsync(path, content, Token);
        Assert.Equal($"{Source}: the archive cannot be read: {reason}", await FailureAsync(project, path));
    }

    [Fact]
    public async Task Extract_ArchiveCutOff_SaysSo()
    {
        using var project = new ProjectFiles();
        var path = await PythonZipAsync(project, "entry(z, 'file', 'content' * 1000)");
        var bytes = await File.ReadAllBytesAsync(path, Token);
        await File.WriteAllBytesAsync(path, bytes[..^30], Token);
        Assert.Contains("cut off", await FailureAsync(project, path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extract_ContentDamaged_NamesTheEntry()
    {
        using var project = new ProjectFiles();
        var path = await PythonZipAsync(project, "entry(z, 'file', 'content', 0o100644, zipfile.ZIP_STORED)");
        var bytes = await File.ReadAllBytesAsync(path, Token);
        bytes[30 + "file".Length + 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Token);
        Assert.Equal(
            $"{Source}: entry 'file' was not unpacked: size or checksum of the content is wrong", await FailureAsync(project, path));
    }

    [Fact]
    public async Task Extract_OtherCompression_NamesTheMethod()
    {
        using var project = new ProjectFiles();
        var message = await FailureAsync(
            project, await PythonZipAsync(project, "entry(z, 'file', 'content', 0o100644, zipfile.ZIP_BZIP2)"));
        Assert.Contains("entry 'file' was not unpacked: compression method 12 is not supported", message, StringComparison.Ordinal);
    }
}
