using Odagrun.Oci.References;

namespace Odagrun.Oci.Tests.References;

public sealed class ImageReferenceTests
{
    private const string Hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("alpine", "docker.io/library/alpine:latest")]
    [InlineData("alpine:3.20", "docker.io/library/alpine:3.20")]
    [InlineData("grafana/grafana", "docker.io/grafana/grafana:latest")]
    [InlineData("docker.io/alpine", "docker.io/library/alpine:latest")]
    [InlineData("index.docker.io/alpine", "docker.io/library/alpine:latest")]
    [InlineData("localhost/a", "localhost/a:latest")]
    [InlineData("localhost:5000/a:1", "localhost:5000/a:1")]
    [InlineData("127.0.0.1:5000/a/b-c__d.e/f:V_1.2-x", "127.0.0.1:5000/a/b-c__d.e/f:V_1.2-x")]
    [InlineData("[::1]:5000/a", "[::1]:5000/a:latest")]
    [InlineData("Registry/a", "Registry/a:latest")]
    [InlineData("registry.example.com/a@sha256:" + Hex, "registry.example.com/a@sha256:" + Hex)]
    [InlineData("registry.example.com/a:1@sha256:" + Hex, "registry.example.com/a:1@sha256:" + Hex)]
    [InlineData("a:5000/b", "a:5000/b:latest")]
    public void Parse_AsPeopleWriteIt_IsCompleted(string text, string expected)
    {
        Assert.Equal(expected, ImageReference.Parse(text).ToString());
        Assert.True(ImageReference.TryParse(text, out var reference));
        Assert.Equal(reference, ImageReference.Parse(reference.ToString()));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("https://registry.example.com/a", "leave the scheme away")]
    [InlineData("Alpine", "must be in lower case")]
    [InlineData("registry.example.com/A", "must be in lower case")]
    [InlineData("a//b", "no repository")]
    [InlineData("a/../b", "no repository")]
    [InlineData("a/", "no repository")]
    [InlineData("a___b", "no repository")]
    [InlineData("a b", "no repository")]
    [InlineData("alpine\n", "no repository")]
    [InlineData("alpine:", "no tag")]
    [InlineData("alpine:-x", "no tag")]
    [InlineData("alpine@sha256:abc", "after '@'")]
    [InlineData("alpine@sha512:" + Hex, "after '@'")]
    [InlineData("-host.example.com/a", "no registry host")]
    [InlineData("host.example.com:99999/a", "no registry host")]
    [InlineData(Hex, "image id")]
    public void Parse_BadName_SaysWhatIsWrong(string text, string because)
    {
        Assert.False(ImageReference.TryParse(text, out _));
        Assert.Contains(because, Assert.Throws<FormatException>(() => ImageReference.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_LengthLimits_AreKept()
    {
        Assert.True(ImageReference.TryParse("r.io/" + new string('a', 250) + ":" + new string('t', 128), out _));
        Assert.False(ImageReference.TryParse("r.io/" + new string('a', 251), out _));
        Assert.False(ImageReference.TryParse("r.io/a:" + new string('t', 129), out _));
    }

    [Fact]
    public void Identifier_TagAndDigest_DigestWins() =>
        Assert.Equal("sha256:" + Hex, ImageReference.Parse("a:1@sha256:" + Hex).Identifier);
}
