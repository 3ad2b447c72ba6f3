using System.IO.Compression;
using System.Text;
using Odagrun.Executor.Archives;
using Odagrun.Executor.Archives.Collecting;
using Odagrun.Executor.Archives.Writing;
using Odagrun.Executor.Git;

namespace Odagrun.Executor.Tests.Archives.Writing;

public sealed class ArchiveWriterTests
{
    private static readonly DateTime s_moment = new(2024, 2, 29, 13, 37, 41, DateTimeKind.Utc);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<string> WriteAsync(
        ProjectFiles project, ArchiveFormat format, ArchiveLevel level = ArchiveLevel.Default, params string[] paths)
    {
        var selection = new FileCollector(new GitInspector()).Collect(
            new() { ProjectDirectory = project.Root, Paths = paths.Length == 0 ? ["*"] : paths }, Token);
        var path = Path.Combine(project.Outside, "archive");
        await using var file = File.Create(path);
        await using var oneWay = new OneWayStream(file);
        await new ArchiveWriter().WriteAsync(selection, format, level, oneWay, Token);
        return path;
    }

    private static ProjectFiles Tree()
    {
        var project = new ProjectFiles();
        project.Write("bin/run.sh", "#!/bin/sh\n");
        File.SetUnixFileMode(Path.Combine(project.Root, "bin", "run.sh"), (UnixFileMode)0b111_101_001);
        project.Write("empty", "");
        project.Write("grüße/日本.txt", "hallo");
        project.Write("big", new string('a', 300_000));
        project.Link("bin/link", "run.sh");
        Directory.CreateDirectory(Path.Combine(project.Root, "void"));
        foreach (var path in Directory.EnumerateFileSystemEntries(project.Root, "*", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith("link", StringComparison.Ordinal)))
        {
            File.SetLastWriteTimeUtc(path, s_moment);
        }

        return project;
    }

    [Theory]
    [InlineData(ArchiveLevel.Fastest)]
    [InlineData(ArchiveLevel.Fast)]
    [InlineData(ArchiveLevel.Default)]
    [InlineData(ArchiveLevel.Slowest)]
    public async Task Zip_OneWayStream_PassesOtherPrograms(object level)
    {
        using var project = Tree();
        var path = await WriteAsync(project, ArchiveFormat.Zip, (ArchiveLevel)level);
        Assert.Contains("No errors detected", await project.RunAsync("unzip", "-t", path), StringComparison.Ordinal);
        var listing = await project.PythonAsync(
            """
            import sys, zipfile
            z = zipfile.ZipFile(sys.argv[1])
            assert z.testzip() is None
            for i in z.infolist():
                print(i.filename, oct(i.external_attr >> 16), i.create_system, i.flag_bits & 0x800, i.file_size)
            print(z.read('bin/link').decode(), z.read('grüße/日本.txt').decode())
            """,
            path);
        var directory = File.GetUnixFileMode(Path.Combine(project.Root, "void"));
        var bits = Convert.ToString((int)directory, 8);
        var plain = Convert.ToString((int)File.GetUnixFileMode(Path.Combine(project.Root, "big")), 8);
        Assert.Equal(
            $"""
            big 0o100{plain} 3 2048 300000
            bin/ 0o40{bits} 3 2048 0
            bin/link 0o120777 3 2048 6
            bin/run.sh 0o100751 3 2048 10
            empty 0o100{plain} 3 2048 0
            grüße/ 0o40{bits} 3 2048 0
            grüße/日本.txt 0o100{plain} 3 2048 5
            void/ 0o40{bits} 3 2048 0
            run.sh hallo

            """,
            listing);
    }

    [Fact]
    public async Task Zip_InfoZip_SeesTimesToTheSecondAndUnixModes()
    {
        using var project = Tree();
        var path = await WriteAsync(project, ArchiveFormat.Zip);
        var info = await project.RunAsync("env", "TZ=Asia/Tokyo", "zipinfo", "-v", path, "bin/run.sh");
        Assert.Contains("2024 Feb 29 22:37:41 local", info, StringComparison.Ordinal);
        Assert.Contains("Unix file attributes (100751 octal)", info, StringComparison.Ordinal);
        Assert.Contains("universal time", info, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zip_UnpackedByInfoZip_IsTheSameTree()
    {
        using var project = Tree();
        var path = await WriteAsync(project, ArchiveFormat.Zip);
        await project.RunAsync("unzip", "-q", path, "-d", "copy");
        await project.RunAsync("diff", "-r", "--no-dereference", project.Root, Path.Combine(project.Outside, "copy"));
    }

    [Fact]
    public async Task Zip_NoFiles_IsAnEmptyArchive()
    {
        using var project = new ProjectFiles();
        var path = await WriteAsync(project, ArchiveFormat.Zip);
        Assert.Equal("0\n", await project.PythonAsync("import sys, zipfile; print(len(zipfile.ZipFile(sys.argv[1]).namelist()))", path));
    }

    [Fact]
    public async Task Zip_MoreThan65535Entries_IsReadByOtherPrograms()
    {
        using var project = new ProjectFiles();
        var file = project.Write("file", "");
        var selection = new FileSelection([.. Enumerable.Range(0, 70_000).Select(i => new SelectedFile($"f{i}", file, FileKind.File))], []);
        var path = Path.Combine(project.Outside, "many.zip");
        await using (var stream = File.Create(path))
        {
            await new ArchiveWriter().WriteAsync(selection, ArchiveFormat.Zip, ArchiveLevel.Fast, stream, Token);
        }

        Assert.Equal(
            "70000\n", await project.PythonAsync("import sys, zipfile; print(len(zipfile.ZipFile(sys.argv[1]).namelist()))", path));
        await project.RunAsync("unzip", "-tq", path);
    }

    [Fact]
    public async Task Zip_SparseFileOver4GiB_IsReadByOtherPrograms()
    {
        using var project = new ProjectFiles();
        const long size = (4L << 30) + 12_345;
        await using (var sparse = File.Create(Path.Combine(project.Root, "large")))
        {
            sparse.SetLength(size);
        }

        project.Write("small", "after");
        var path = await WriteAsync(project, ArchiveFormat.Zip, ArchiveLevel.Fast);
        Assert.Equal($"{size} after\n", await project.PythonAsync(
            "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.getinfo('large').file_size, z.read('small').decode())", path));
        Assert.Contains(size.ToString(System.Globalization.CultureInfo.InvariantCulture), await project.RunAsync("zipinfo", path, "large"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gzip_SeveralFiles_AreMembersWithNames()
    {
        using var project = new ProjectFiles();
        project.Write("reports/a.xml", "<a/>");
        project.Write("reports/ünit 100%.xml", "<b/>");
        var path = await WriteAsync(project, ArchiveFormat.Gzip, ArchiveLevel.Default, "reports");
        Assert.Equal("<a/><b/>", await project.RunAsync("sh", "-c", "gzip -dc < \"$0\"", path));
        var bytes = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path, Token));
        Assert.Contains("a.xml\0reports/a.xml\0", bytes, StringComparison.Ordinal);
        Assert.Contains("e:%C3%BCnit%20100%25.xml\0e:reports/%C3%BCnit%20100%25.xml\0", bytes, StringComparison.Ordinal);
        await using var unzipped = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var reader = new StreamReader(unzipped);
        Assert.Equal("<a/><b/>", await reader.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task Gzip_Link_IsRefusedByName()
    {
        using var project = new ProjectFiles();
        project.Link("report.xml", "/etc/passwd");
        var error = await Assert.ThrowsAsync<ArchiveException>(() => WriteAsync(project, ArchiveFormat.Gzip));
        Assert.StartsWith("report.xml: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Raw_OneFile_IsItself()
    {
        using var project = new ProjectFiles();
        project.Write("dir/report.json", "{}");
        Assert.Equal("{}", await File.ReadAllTextAsync(await WriteAsync(project, ArchiveFormat.Raw), Token));
    }

    [Fact]
    public async Task Raw_SeveralFiles_AreRefused()
    {
        using var project = new ProjectFiles();
        project.Write("a.json");
        project.Write("b.json");
        var error = await Assert.ThrowsAsync<ArchiveException>(() => WriteAsync(project, ArchiveFormat.Raw));
        Assert.Equal("format raw takes exactly one file, and 2 were found: a.json, b.json", error.Message);
    }

    [Fact]
    public async Task Write_FileGoneSinceCollected_NamesIt()
    {
        using var project = new ProjectFiles();
        var selection = new FileSelection([new("gone.txt", Path.Combine(project.Root, "gone.txt"), FileKind.File)], []);
        var error = await Assert.ThrowsAsync<ArchiveException>(
            () => new ArchiveWriter().WriteAsync(selection, ArchiveFormat.Zip, ArchiveLevel.Default, Stream.Null, Token));
        Assert.StartsWith("gone.txt: ", error.Message, StringComparison.Ordinal);
    }
}
