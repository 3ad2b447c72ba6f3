using Odagrun.Lab.Jobs;
using Odagrun.Stack;
using Odagrun.Stack.Processes;

namespace Odagrun.EndToEnd.Tests.Caches;

/// <summary>
/// The original's own example: a repository of packages that is stored again when the number of its packages changes, with Debian's.
/// </summary>
public sealed class PackageRepositoryTests
{
    private const string Pipeline =
        """
        stages: [build, index, more, install]
        default:
          image: IMAGE
        variables:
          WORK_SPACES: |
            - name: packages
              path: [repo/]
              threshold: {method: file_count, path: "repo/**/*.deb"}
        build:
          stage: build
          script:
            - mkdir -p repo/pool/main
            - for name in one two; do base64 -d < $name.deb.txt > repo/pool/main/$name.deb; done
        index:
          stage: index
          script:
            - for deb in repo/pool/main/*.deb; do dpkg-deb -f $deb; done > repo/Packages
            - grep -q "^Package:.*odagrun-two" repo/Packages
        more:
          stage: more
          script:
            - test ! -e repo/Packages
            - base64 -d < three.deb.txt > repo/pool/main/three.deb
        install:
          stage: install
          script:
            - for deb in repo/pool/main/*.deb; do dpkg-deb -x $deb root; done
            - test "$(cat root/usr/share/odagrun/*)" = "$(printf 'one\nthree\ntwo')"
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WorkSpace_WithFileCount_IsStoredWhenTheNumberOfPackagesChanges()
    {
        using var directory = WorkDirectory.Create("packages");
        var files = new Dictionary<string, string>();
        foreach (var name in new[] { "one", "two", "three" })
        {
            files[$"{name}.deb.txt"] = Convert.ToBase64String(
                await PackageAsync(directory.Path, name), Base64FormattingOptions.InsertLineBreaks);
        }

        await using var rig = await Rig.StartAsync(Cancellation);

        var pipeline = await rig.RunToEndAsync(Pipeline, Cancellation, files);

        Assert.All(pipeline.Jobs, job => Assert.True(job.Status == JobStatus.Success, rig.Story(pipeline)));
        Assert.Contains("work space packages: stored 2 files", rig.Trace(pipeline, "build"), StringComparison.Ordinal);
        Assert.Contains("2 files, 2 before; nothing is stored", rig.Trace(pipeline, "index"), StringComparison.Ordinal);
        Assert.Contains("work space packages: stored 3 files", rig.Trace(pipeline, "more"), StringComparison.Ordinal);
    }

    private static async Task<byte[]> PackageAsync(string directory, string name)
    {
        var tree = Path.Combine(directory, name);
        Directory.CreateDirectory(Path.Combine(tree, "DEBIAN"));
        Directory.CreateDirectory(Path.Combine(tree, "usr/share/odagrun"));
        await File.WriteAllTextAsync(
            Path.Combine(tree, "DEBIAN/control"),
            $"Package: odagrun-{name}\nVersion: 1.0\nArchitecture: all\nMaintainer: Nobody <nobody@example.com>\nDescription: {name}\n",
            Cancellation);
        await File.WriteAllTextAsync(Path.Combine(tree, "usr/share/odagrun", name), name + "\n", Cancellation);

        // With gzip: what busybox reads, too.
        await using var build = ChildProcess.Start(
            new ProcessSpec("dpkg-deb", "-Zgzip", "--root-owner-group", "--build", tree, tree + ".deb"));
        Assert.True(await build.WaitAsync(Cancellation) == 0, build.Output);
        return await File.ReadAllBytesAsync(tree + ".deb", Cancellation);
    }
}
