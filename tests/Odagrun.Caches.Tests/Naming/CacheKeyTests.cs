using Odagrun.Caches.Naming;

namespace Odagrun.Caches.Tests.Naming;

/// <summary>Cases in the manner of GitLab Runner's cache/cachekey/cachekey_test.go, restated.</summary>
public sealed class CacheKeyTests
{
    [Theory]
    [InlineData("deps", "deps")]
    [InlineData("a/b/c", "a/b/c")]
    [InlineData("/a//b/", "a/b")]
    [InlineData("./a/./b", "a/b")]
    [InlineData("a\\b", "a/b")]
    [InlineData("a%2Fb%2fc", "a/b/c")]
    [InlineData("%2e%2E/a", "a")]
    [InlineData("a/../b", "b")]
    [InlineData("../../etc", "etc")]
    [InlineData("a/b/../../../c", "c")]
    [InlineData("key  ", "key")]
    [InlineData(" key", " key")]
    [InlineData("...", "...")]
    [InlineData("Ümläut/✓", "Ümläut/✓")]
    public void Normalize_Key_GivesItsOneForm(string written, string normal) => Assert.Equal(normal, CacheKey.Normalize(written));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("/")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a/..")]
    [InlineData("%2f%2F")]
    public void Normalize_KeyOfNothing_IsNull(string written) => Assert.Null(CacheKey.Normalize(written));

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("a\u001b[0m")]
    public void Normalize_ControlCharacters_AreRefused(string written) => Assert.Throws<FormatException>(() => CacheKey.Normalize(written));

    [Fact]
    public void Normalize_VeryLongKey_IsRefusedWithItsLength()
    {
        var refused = Assert.Throws<FormatException>(() => CacheKey.Normalize(new string('k', 5000)));

        Assert.Contains("5000", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Normalize_Twice_ChangesNothing()
    {
        var random = new Random(6);
        const string alphabet = "ab./\\%2feE ";
        for (var round = 0; round < 2000; round++)
        {
            var written = new string([.. Enumerable.Range(0, random.Next(12)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            if (CacheKey.Normalize(written) is { } once)
            {
                Assert.DoesNotContain("..", once.Split('/'));
                Assert.False(once.StartsWith('/'), written);
            }
        }
    }
}
