using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Odagrun.Masking.Tests;

/// <summary>A secret in the clothes that tools put on it.</summary>
public sealed class DerivedFormTests
{
    private const string Secret = "p@ss wörd/\"quoted\" & 'more'+$HOME\\x";

    private static readonly SecretMasker Masker = MaskingHelp.With(Secret);
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Mask_Base64_IsHidden() => Assert.Equal("[MASKED]", Masker.Mask(Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret))));

    [Theory]
    [InlineData("u:", "")]
    [InlineData("us:", "@host")]
    [InlineData("user:", "x")]
    [InlineData("", "\n")]
    public void Mask_Base64InsideSomethingLonger_HidesTheSecretsCharacters(string before, string after)
    {
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Secret + after));

        var masked = Masker.Mask(text);

        // What is left are the neighbours' characters and at most one at each end that shares bits with the secret.
        Assert.Contains("[MASKED]", masked, StringComparison.Ordinal);
        var left = masked.Replace("[MASKED]", "", StringComparison.Ordinal).TrimEnd('=').Length;
        Assert.InRange(left, 0, (((before.Length + after.Length) * 4) + 2) / 3 + 2);
    }

    [Theory]
    [InlineData(76)]
    [InlineData(64)]
    public void Mask_WrappedBase64_HidesEachLine(int width)
    {
        var secret = string.Concat(Enumerable.Range(0, 40).Select(number => $"part{number}~"));
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret));
        var lines = text.Chunk(width).Select(line => new string(line)).ToArray();

        var masked = MaskingHelp.With(secret).Mask(string.Join('\n', lines)).Split('\n');

        Assert.Equal(lines.Length, masked.Length);
        Assert.All(
            masked, (line, index) => Assert.True(line.StartsWith("[MASKED]", StringComparison.Ordinal) || lines[index].Length < 8, line));
    }

    [Fact]
    public void Mask_Base64Url_IsHidden()
    {
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)).Replace('+', '-').Replace('/', '_').TrimEnd('=');

        Assert.Equal("<[MASKED]>", Masker.Mask($"<{text}>"));
    }

    [Fact]
    public void Mask_UrlEncoded_IsHidden()
    {
        string[] forms = [Uri.EscapeDataString(Secret), UrlEncoder.Default.Encode(Secret), System.Net.WebUtility.UrlEncode(Secret),
            System.Web.HttpUtility.UrlEncode(Secret)];

        Assert.All(forms, form => Assert.Equal("https://u:[MASKED]@host", Masker.Mask($"https://u:{form}@host")));
    }

    [Fact]
    public void Mask_JsonEscaped_IsHidden()
    {
        string[] forms =
        [
            JsonSerializer.Serialize(Secret),
            JsonSerializer.Serialize(Secret, Relaxed),
        ];

        Assert.All(forms, form => Assert.Equal("{\"a\":\"[MASKED]\"}", Masker.Mask($"{{\"a\":{form}}}")));
    }

    [Theory]
    [InlineData("""p@ss wörd/"quoted" & '\''more'\''+$HOME\x""")]
    [InlineData("""p@ss wörd/\"quoted\" & 'more'+\$HOME\\x""")]
    [InlineData("""p@ss\ wörd/\"quoted\"\ \&\ \'more\'+\$HOME\\x""")]
    public void Mask_ShellEscaped_IsHidden(string form) => Assert.Equal("+ echo [MASKED] x", Masker.Mask($"+ echo {form} x"));

    [Fact]
    public void Mask_SecretOfSeveralLines_HidesEachLineButPemFrames()
    {
        const string key = "-----BEGIN KEY-----\nMIIBVgIBADANBgkq\r\nhkiG9w0BAQEFAASC\nshort\n-----END KEY-----";

        var masked = MaskingHelp.With(key).Mask("-----BEGIN KEY-----\n   MIIBVgIBADANBgkq\n> hkiG9w0BAQEFAASC\nshort\n");

        Assert.Equal("-----BEGIN KEY-----\n   [MASKED]\n> [MASKED]\nshort\n", masked);
    }

    [Fact]
    public void Mask_SecretOfSeveralLinesAsJson_IsHidden() =>
        Assert.Equal(
            "\"[MASKED]\"", MaskingHelp.With("line one is this\nline two is that").Mask("\"line one is this\\nline two is that\""));
}
