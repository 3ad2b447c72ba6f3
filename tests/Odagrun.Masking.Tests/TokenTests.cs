namespace Odagrun.Masking.Tests;

/// <summary>
/// Token prefixes and URL parameters; the kinds of cases are those of GitLab Runner's tokensanitizer and urlsanitizer tests.
/// </summary>
public sealed class TokenTests
{
    [Theory]
    [InlineData("token glpat-AbC123 used", "token glpat-[MASKED] used")]
    [InlineData("xglpat-a=_-.b end", "xglpat-[MASKED] end")]
    [InlineData("glpat-impglpat-erdiet x", "glpat-[MASKED] x")]
    [InlineData("glpat|-imp|erdiet x gl|pat-|y z", "glpat-[MASKED] x glpat-[MASKED] z")]
    [InlineData("glpat| -text", "glpat -text")]
    [InlineData("glpat- text", "glpat- text")]
    [InlineData("glpat-|, text", "glpat-, text")]
    [InlineData("glpat-", "glpat-")]
    [InlineData("glp", "glp")]
    [InlineData("glrt-t1_ab glrtr-x gldt-y _gitlab_session=ff", "glrt-[MASKED] glrtr-[MASKED] gldt-[MASKED] _gitlab_session=[MASKED]")]
    [InlineData("my-|tok|en-xyz!", "my-token-[MASKED]!", "token-")]
    [InlineData("t=1 ab", "t=[MASKED] ab", "t=")]
    public void Write_Prefix_HidesWhatFollows(string text, string expected, params string[] prefixes) => Check(text, expected, prefixes);

    [Theory]
    [InlineData("http://example.org/?test=foobar")]
    [InlineData("rss_token=stays")]
    [InlineData("?x")]
    [InlineData("?x|-")]
    [InlineData("?|one=two &token =x ?=")]
    [InlineData("?private_tokenx=1")]
    public void Write_OtherParameters_Stay(string text) => Check(text, text.Replace("|", "", StringComparison.Ordinal));

    [Theory]
    [InlineData("http://h/?private_token=abc end", "http://h/?private_token=[MASKED] end")]
    [InlineData("http://h/?X-AMZ-sigNATure=abc", "http://h/?X-AMZ-sigNATure=[MASKED]")]
    [InlineData("?a=1&x-amz-credential=abc&b=2", "?a=1&x-amz-credential=[MASKED]&b=2")]
    [InlineData("?rss_token=h&x-amz-security-token=d both", "?rss_token=[MASKED]&x-amz-security-token=[MASKED] both")]
    [InlineData("?x-amz-cred|ential=abc|def g", "?x-amz-credential=[MASKED] g")]
    [InlineData("?x-amz-credential=abc\nnext", "?x-amz-credential=[MASKED]\nnext")]
    [InlineData("?x-amz-credential=abc\bnext", "?x-amz-credential=[MASKED]\bnext")]
    [InlineData("?rss_token=!@#$A&test=test", "?rss_token=[MASKED]&test=test")]
    [InlineData("?x-amz-credential=&private_token=g", "?x-amz-credential=[MASKED]&private_token=[MASKED]")]
    [InlineData("?x-amz-credential=abc&&private_token=g", "?x-amz-credential=[MASKED]&&private_token=[MASKED]")]
    [InlineData("?x-amz-credential=abc??private_token=g", "?x-amz-credential=[MASKED]??private_token=[MASKED]")]
    [InlineData("&?x-amz-security-token=h ?x-amz-security?x-amz-security-token=h",
        "&?x-amz-security-token=[MASKED] ?x-amz-security?x-amz-security-token=[MASKED]")]
    [InlineData("h/|&|x-amz-cre|dential=abc", "h/&x-amz-credential=[MASKED]")]
    [InlineData("h/|?||x-amz-cre|dential=abc", "h/?x-amz-credential=[MASKED]")]
    [InlineData("?x-amz-credential=|", "?x-amz-credential=[MASKED]")]
    public void Write_SecretParameter_HidesItsValue(string text, string expected) => Check(text, expected);

    [Fact]
    public void Write_MoreThanFifteenPrefixes_AllCount()
    {
        var prefixes = Enumerable.Range(1, 40).Select(number => $"mask{number:d2}-").ToArray();

        Check("mask01-a mask40-b glffct-c", "mask01-[MASKED] mask40-[MASKED] glffct-[MASKED]", prefixes);
    }

    [Fact]
    public void Write_SecretThatIsAToken_IsMaskedWhole()
    {
        var masker = MaskingHelp.With("glpat-0123456789abcdef");

        Assert.Equal("[MASKED] glpat-[MASKED]", masker.Mask("glpat-0123456789abcdef glpat-other"));
    }

    private static void Check(string text, string expected, params string[] prefixes)
    {
        var masker = new SecretMasker();
        foreach (var prefix in prefixes)
        {
            masker.AddPrefix(prefix);
        }

        Assert.Equal(expected, masker.MaskParts(text));
    }
}
