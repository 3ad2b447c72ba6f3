using Odagrun.Stack;
using Odagrun.Stack.Processes;
using Odagrun.Stack.Services;

namespace Odagrun.EndToEnd.Tests.BadInput;

/// <summary>A disk of a few megabytes, mounted in a directory of its own; needs root.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly WorkDirectory _directory;

    private SmallDisk(WorkDirectory directory) => _directory = directory;

    public string Path => _directory.File("disk");

    /// <summary>Mounts one, or skips the test.</summary>
    public static async Task<SmallDisk> MountAsync(int megabytes, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Assert.Skip("mounting a small disk needs root");
        }

        var disk = new SmallDisk(WorkDirectory.Create("disk"));
        Directory.CreateDirectory(disk.Path);
        try
        {
            await RunAsync("mount", ["-t", "tmpfs", "-o", $"size={megabytes}m,mode=755", "odagrun-test", disk.Path], cancellationToken);
            return disk;
        }
        catch
        {
            disk._directory.Dispose();
            throw;
        }
    }

    /// <summary>Takes all the room that is left.</summary>
    public async Task FillAsync(CancellationToken cancellationToken)
    {
        await using var file = new FileStream(
            Filler, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 });
        var zeros = new byte[4096];
        try
        {
            while (true)
            {
                await file.WriteAsync(zeros, cancellationToken);
            }
        }
        catch (IOException)
        {
            // Full, as it was meant to be.
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Free() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", ["--lazy", Path], CancellationToken.None);
        _directory.Dispose();
    }

    private string Filler => System.IO.Path.Combine(Path, "filler");

    private static async Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        await using var process = ChildProcess.Start(new ProcessSpec(Tools.Find(program), arguments));
        if (await process.WaitAsync(cancellationToken) != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {process.Output}");
        }
    }
}
