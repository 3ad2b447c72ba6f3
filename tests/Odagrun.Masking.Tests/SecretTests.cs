namespace Odagrun.Masking.Tests;

/// <summary>
/// Plain secrets; <c>|</c> marks where a write ends. The kinds of cases are those of GitLab Runner's
/// common/buildlogger/internal/masker/masker_test.go and helpers/trace/buffer_test.go, with secrets of at least our shortest length.
/// </summary>
public sealed class SecretTests
{
    [Theory]
    [InlineData("nothing to hide", "nothing to hide")]
    [InlineData("hunter2!", "[MASKED]", "hunter2!")]
    [InlineData("hunt|er2!", "[MASKED]", "hunter2!")]
    [InlineData("h|u|n|t|e|r|2|!", "[MASKED]", "hunter2!")]
    [InlineData("hunter2!hunter2!", "[MASKED][MASKED]", "hunter2!")]
    [InlineData("hhunter2!", "h[MASKED]", "hunter2!")]
    [InlineData("h|hunter2!", "h[MASKED]", "hunter2!")]
    [InlineData("hunter2", "hunter2", "hunter2!")]
    [InlineData("hunter|3", "hunter3", "hunter2!")]
    [InlineData("at the end: hunter2!", "at the end: [MASKED]", "hunter2!")]
    [InlineData("in the hunter2! middle", "in the [MASKED] middle", "hunter2!")]
    [InlineData("xfoofx ybarby ffoof b|arbr", "x[MASKED]x y[MASKED]y f[MASKED] [MASKED]r", "foof", "barb")]
    [InlineData("prefix_mask mask prefix_|mask prefix_ma|sk mas|k", "[MASKED] [MASKED] [MASKED] [MASKED] [MASKED]", "mask", "prefix_mask")]
    [InlineData("overlap: this is the en| foobar", "overlap: this is the [MASKED]", "this is the end", "en foobar")]
    [InlineData("abcdefgh", "[MASKED]", "abcde", "cdefgh")]
    [InlineData("abc|def|gh", "[MASKED]", "abcde", "cdefgh")]
    [InlineData("pass|word", "[MASKED]", "pass", "password")]
    [InlineData("pass|port", "[MASKED]port", "pass", "password")]
    [InlineData("aaaaaaa", "[MASKED]", "aaaaa")]
    [InlineData("geheim ü|ßchen", "geheim [MASKED]", "üßchen")]
    [InlineData("trimmed  secret ", "[MASKED] ", "  trimmed  secret\n")]
    public void Write_InParts_HidesSecrets(string text, string expected, params string[] secrets) =>
        Assert.Equal(expected, MaskingHelp.With(secrets).MaskParts(text));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("abc")]
    [InlineData(" no\n")]
    public void Add_TooShort_MasksNothing(string secret) => Assert.Equal("abc no yes", MaskingHelp.With(secret).Mask("abc no yes"));

    [Fact]
    public void Add_ShortestLength_IsMasked() => Assert.Equal("[MASKED]!", MaskingHelp.With("1234").Mask("1234!"));

    [Fact]
    public void Write_LongSecretAcrossWrites_IsOneMask()
    {
        var secret = string.Concat(Enumerable.Range(0, 4000).Select(number => $"{number:x4}"));

        Assert.Equal("long: [MASKED].", MaskingHelp.With(secret).MaskParts($"long: {secret[..7000]}|{secret[7000..]}."));
    }

    [Fact]
    public void Write_PieceOfLongSecret_IsHidden()
    {
        var secret = string.Concat(Enumerable.Range(0, 4000).Select(number => $"{number:x4}"));

        var masked = MaskingHelp.With(secret).Mask($"<{secret[100..3000]}>");

        Assert.Contains("[MASKED]", masked, StringComparison.Ordinal);
        Assert.True(masked.Length < 1200, masked);
    }

    [Fact]
    public void Write_OneCharacterRepeated_IsHidden() =>
        Assert.Equal("large: [MASKED]",
            MaskingHelp.With(new string('_', 16_000)).MaskParts($"large: {new string('_', 8000)}|{new string('_', 8000)}"));

    [Fact]
    public void Add_WhileStreamIsOpen_MasksFromThenOn()
    {
        var masker = new SecretMasker();
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        var stream = masker.OpenStream();

        stream.Write("late_secret\n"u8, output);
        masker.Add("late_secret");
        stream.Write("late_secret\n"u8, output);
        stream.Flush(output);

        Assert.Equal("late_secret\n[MASKED]\n"u8.ToArray(), output.WrittenSpan.ToArray());
    }

    [Fact]
    public void Mask_NothingFound_ReturnsSameText()
    {
        const string text = "no secret here";

        Assert.Same(text, MaskingHelp.With("hunter2!").Mask(text));
    }
}
