using Odagrun.Caches.Stored;
using Odagrun.Handover;
using Odagrun.Oci.Images;
using Odagrun.Oci.Layers;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Executor.Tests.Caches;

/// <summary>What somebody else has put into the registry, or taken out of it.</summary>
public sealed class CacheBadInputTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("whiteout")]
    [InlineData("executor")]
    [InlineData("outside")]
    [InlineData("through-link")]
    public async Task Restore_LayerThatReachesOut_IsRefusedWithTheEntrysName(string what)
    {
        await using var scene = await CacheScene.StartAsync(Cancellation);
        var entry = await StoreAsync(scene, writer => Evil(writer, what));
        var job = scene.Job(entry);

        var (failure, log) = await CacheScene.RestoreAsync(job, Cancellation);

        Assert.Null(failure);
        Assert.Contains("WARNING: cache deps", log, StringComparison.Ordinal);
        Assert.Contains("could not be fetched", log, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(job.Directories.Project, "../escaped")));
    }

    [Fact]
    public async Task Restore_MandatoryOneThatIsRefused_FailsTheJobWithItsName()
    {
        await using var scene = await CacheScene.StartAsync(Cancellation);
        var entry = await StoreAsync(scene, writer => Evil(writer, "outside"));

        var (failure, _) = await CacheScene.RestoreAsync(
            scene.Job(entry with { Name = "work space packages", Mandatory = true }), Cancellation);

        Assert.Contains("work space packages is mandatory", failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_MandatoryOneThatIsMissing_FailsTheJobWithItsName()
    {
        await using var scene = await CacheScene.StartAsync(Cancellation);

        var (failure, _) = await CacheScene.RestoreAsync(
            scene.Job(scene.Entry() with { Name = "work space packages", Mandatory = true }), Cancellation);

        Assert.Contains("work space packages is mandatory", failure!.Message, StringComparison.Ordinal);
        Assert.Contains("nothing is stored", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_ManifestOfAnotherKey_IsRefused()
    {
        await using var scene = await CacheScene.StartAsync(Cancellation);
        await StoreAsync(
            scene, writer => writer.AddFile("builds/group/app/deps/a", "x"u8.ToArray(), UnixFileMode.UserRead), JobKey.Create());

        var found = await scene.FindAsync(scene.Entry(), Cancellation);

        Assert.Null(found.Found);
        Assert.Contains("refused", found.Problem, StringComparison.Ordinal);
        Assert.Contains("another runner's token", found.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_LostBlob_IsAWarning()
    {
        await using var scene = await CacheScene.StartAsync(Cancellation);
        var entry = await StoreAsync(scene, writer => writer.AddFile("builds/group/app/deps/a", "x"u8.ToArray(), UnixFileMode.UserRead));
        var hex = Digest.Parse(entry.Found!.Layers[0].Digest).Hex;
        Directory.Delete(Path.Combine(scene.Registry.DataDirectory, "docker/registry/v2/blobs/sha256", hex[..2], hex), recursive: true);

        var (failure, log) = await CacheScene.RestoreAsync(scene.Job(entry), Cancellation);

        Assert.Null(failure);
        Assert.Contains("could not be fetched", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(3, false)]
    public async Task Restore_CacheOfAnotherVersion_IsUsedWhereItsFormIsKnown(int version, bool isUsed)
    {
        await using var scene = await CacheScene.StartAsync(Cancellation);
        var entry = await StoreAsync(
            scene, writer => writer.AddFile("builds/group/app/deps/a", "x"u8.ToArray(), UnixFileMode.UserRead), version: version);
        var job = scene.Job(entry);

        var (failure, log) = await CacheScene.RestoreAsync(job, Cancellation);

        Assert.Null(failure);
        Assert.Equal(isUsed, File.Exists(Path.Combine(job.Directories.Project, "deps/a")));
        Assert.Contains(
            isUsed ? "fetched in" : $"refused: it has the form {version} of another version of Odagrun", log, StringComparison.Ordinal);
    }

    private static void Evil(LayerWriter writer, string what)
    {
        const string root = "builds/group/app";
        switch (what)
        {
            case "whiteout":
                writer.AddWhiteout($"{root}/.git");
                break;
            case "executor":
                writer.AddFile(".odagrun/bin/odagrun", "evil"u8.ToArray(), LayerWriter.DirectoryMode);
                break;
            case "outside":
                writer.AddFile("builds/group/escaped", "evil"u8.ToArray(), LayerWriter.DirectoryMode);
                break;
            default:
                writer.AddSymbolicLink($"{root}/link", "..");
                writer.AddFile($"{root}/link2/x", "evil"u8.ToArray(), LayerWriter.DirectoryMode);
                writer.AddSymbolicLink($"{root}/z", "/");
                writer.AddWhiteout($"{root}/zz");
                break;
        }
    }

    private static async Task<EnvelopeCache> StoreAsync(
        CacheScene scene, Action<LayerWriter> fill, JobKey? key = null, int version = CacheContent.CurrentVersion)
    {
        var layers = new LayerWriter();
        fill(layers);
        using var bytes = new MemoryStream();
        var written = await layers.WriteAsync(bytes, Cancellation);
        await scene.Client.PushBlobAsync(scene.Target, written.Descriptor, _ => Task.FromResult<Stream>(new MemoryStream(bytes.ToArray())),
            RegistryCredentials.Anonymous, Cancellation);
        var config = await scene.Client.PutBlobAsync(
            scene.Target, MediaTypes.OciConfig, StoredManifest.Config([written.DiffId]), RegistryCredentials.Anonymous, Cancellation);
        var content = new CacheContent { Version = version, Root = "builds/group/app", Created = DateTimeOffset.UnixEpoch };
        var tag = scene.Tag("deps");
        var manifest = StoredManifest.Write(
            tag, key ?? scene.Names.SealKey(tag), new Dictionary<string, string>(), content, config,
            [new StoredLayer(written.Descriptor, written.DiffId)], null);
        await scene.Client.PutManifestAsync(
            scene.Target.WithTag(tag), MediaTypes.OciManifest, manifest, RegistryCredentials.Anonymous, Cancellation);
        return await scene.FindAsync(scene.Entry(), Cancellation);
    }
}
