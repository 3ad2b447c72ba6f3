using Odagrun.Stack;
using Odagrun.Stack.Processes;
using Odagrun.Stack.Services;

namespace Odagrun.Executor.Tests.Published;

/// <summary>
/// An image's root file system with the executor layer on top. <c>/bin/hello</c> is a program of the family: <c>hello NAME CODE</c>
/// greets the variable and ends with the code, <c>hello -</c> passes its input on.
/// </summary>
internal sealed class ImageRoot : IDisposable
{
    private const string Hello = """
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        int main(int argc, char **argv) {
            if (argc > 1 && !strcmp(argv[1], "-")) { int c; while ((c = getchar()) != EOF) putchar(c); return 0; }
            const char *v = getenv(argc > 1 ? argv[1] : "GREETING");
            printf("hello %s\n", v ? v : "nobody");
            return argc > 2 ? atoi(argv[2]) : 0;
        }
        """;

    private static readonly string[] GlibcPrograms = ["bash", "cat", "env", "head", "id", "ls", "mkdir", "sleep", "sort", "tail", "tr",
        "wc", "dd", "seq", "base64", "chmod", "kill", "printf", "rm", "touch"];

    private readonly WorkDirectory _directory = WorkDirectory.Create("image");

    internal string Path => _directory.Path;

    internal static async Task<ImageRoot> CreateAsync(ImageFamily family, CancellationToken cancellationToken)
    {
        var root = new ImageRoot();
        System.IO.File.SetUnixFileMode(root.Path, (UnixFileMode)0x1ED);
        Directory.CreateDirectory(root.File("bin"));
        Directory.CreateDirectory(root.File("etc"));
        await (family switch
        {
            ImageFamily.Glibc => root.AddGlibcAsync(cancellationToken),
            ImageFamily.Musl => root.AddMuslAsync(cancellationToken),
            ImageFamily.Distroless => root.AddProgramAsync("gcc", [], cancellationToken),
            _ => root.AddProgramAsync("gcc", ["-static"], cancellationToken),
        });
        await RunAsync("tar", ["xzf", ExecutorLayer.Archive, "-C", root.Path, "--no-same-owner", "--no-overwrite-dir"], cancellationToken);
        return root;
    }

    internal string File(params string[] parts) => _directory.File(parts);

    public void Dispose() => _directory.Dispose();

    private async Task AddGlibcAsync(CancellationToken cancellationToken)
    {
        await AddProgramAsync("gcc", [], cancellationToken);
        foreach (var program in GlibcPrograms)
        {
            await AddWithLibrariesAsync(Tools.Find(program), "/bin/" + program, cancellationToken);
        }
    }

    private async Task AddMuslAsync(CancellationToken cancellationToken)
    {
        await AddProgramAsync("musl-gcc", [], cancellationToken);
        Copy("/lib/ld-musl-x86_64.so.1", "/lib/ld-musl-x86_64.so.1");
        Copy(Tools.Find("busybox"), "/bin/busybox");
        foreach (var applet in GlibcPrograms.Where(name => name != "bash").Append("sh"))
        {
            System.IO.File.CreateSymbolicLink(File("bin", applet), "busybox");
        }
    }

    private async Task AddProgramAsync(string compiler, string[] options, CancellationToken cancellationToken)
    {
        var source = File("hello.c");
        await System.IO.File.WriteAllTextAsync(source, Hello, cancellationToken);
        await RunAsync(compiler, [.. options, "-O1", "-o", File("bin", "hello"), source], cancellationToken);
        System.IO.File.Delete(source);
        if (compiler == "gcc" && !options.Contains("-static"))
        {
            await AddWithLibrariesAsync(File("bin", "hello"), "/bin/hello", cancellationToken);
        }
    }

    private async Task AddWithLibrariesAsync(string program, string target, CancellationToken cancellationToken)
    {
        if (program != Path + target)
        {
            Copy(program, target);
        }

        var listing = await RunAsync("ldd", [program], cancellationToken);
        foreach (var library in listing.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.StartsWith('/') && !word.EndsWith(':')))
        {
            Copy(library, library);
        }
    }

    private void Copy(string source, string target)
    {
        var path = Path + target;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        System.IO.File.Copy(new FileInfo(source).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? source, path, overwrite: true);
    }

    private static async Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        await using var process = ChildProcess.Start(new ProcessSpec(program, arguments));
        Assert.True(await process.WaitAsync(cancellationToken) == 0, $"{program} {string.Join(' ', arguments)}\n{process.Output}");
        return process.Output;
    }
}
