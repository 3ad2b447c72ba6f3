using System.Text;
using Odagrun.Caches.Stored;
using Odagrun.Handover;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Caches.Tests.Stored;

public sealed class StoredManifestTests
{
    private const string Tag = "cache-0123";

    private static readonly CacheContent Content = new()
    {
        Version = CacheContent.CurrentVersion,
        Root = "builds/group/app",
        Created = DateTimeOffset.UnixEpoch.AddYears(56),
        Job = 42,
        Files = 3,
        Bytes = 1000,
        Hash = "abc",
        Probe = "deps/a",
    };

    private static readonly StoredLayer Layer = new(
        new Descriptor { MediaType = MediaTypes.OciLayerZstd, Digest = Digest.Of("blob"u8), Size = 4 }, Digest.Of("tar"u8));

    [Fact]
    public void Read_WhatWasWritten_ComesBack()
    {
        var stored = Read(Write(environment: new() { ["BUILD_ID"] = "s3cret" }));

        Assert.Equal(Content, stored.Content);
        Assert.Equal(Layer, Assert.Single(stored.Layers));
        Assert.Equal("s3cret", stored.Environment!["BUILD_ID"]);
    }

    [Fact]
    public void Write_Values_CannotBeReadInTheManifest() =>
        Assert.DoesNotContain(
            "s3cret", Encoding.UTF8.GetString(Write(environment: new() { ["BUILD_ID"] = "s3cret" })), StringComparison.Ordinal);

    [Fact]
    public void Read_ExchangedLayer_IsRefused() => AssertRefused(
        Encoding.UTF8.GetString(Write()).Replace(Layer.Descriptor.Digest.Hex, Digest.Of("evil"u8).Hex, StringComparison.Ordinal),
        "changed after it was sealed");

    [Fact]
    public void Read_ChangedRoot_IsRefused() => AssertRefused(
        Encoding.UTF8.GetString(Write()).Replace("builds/group/app", "builds/group/aqq", StringComparison.Ordinal),
        "changed after it was sealed");

    [Fact]
    public void Read_AnotherTagsManifest_IsRefused() => Assert.Throws<StoredRefusedException>(
        () => StoredManifest.Read(Manifest(Write()), "cache-4567", TestOwner.Names.SealKey("cache-4567")));

    [Fact]
    public void Read_OfTheVersionBefore_ComesBack() => Assert.Equal(1, Read(Write(content: Content with { Version = 1 })).Content.Version);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Read_OfAnUnknownVersion_IsRefusedByItsNumber(int version) => AssertRefused(
        Encoding.UTF8.GetString(Write(content: Content with { Version = version })), $"the form {version}");

    [Theory]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"a","digest":"sha256:0","size":1},"layers":[]}""")]
    public void Read_SomethingElse_IsRefused(string json) => AssertRefused(json, "manifest");

    private static byte[] Write(SortedDictionary<string, string>? environment = null, CacheContent? content = null)
    {
        var config = StoredManifest.Config([Layer.DiffId]);
        return StoredManifest.Write(
            Tag,
            TestOwner.Names.SealKey(Tag),
            new Dictionary<string, string> { [StoredAnnotations.Name] = "cache deps" },
            content ?? Content,
            new Descriptor { MediaType = MediaTypes.OciConfig, Digest = Digest.Of(config), Size = config.Length },
            [Layer],
            environment);
    }

    private static StoredCache Read(byte[] manifest) => StoredManifest.Read(Manifest(manifest), Tag, TestOwner.Names.SealKey(Tag));

    private static ManifestContent Manifest(byte[] content) => new(MediaTypes.OciManifest, Digest.Of(content), content);

    private static void AssertRefused(string json, string why)
    {
        var refused = Assert.Throws<StoredRefusedException>(() => Read(Encoding.UTF8.GetBytes(json)));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }
}
