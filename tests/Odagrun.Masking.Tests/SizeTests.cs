using System.Buffers;
using System.Globalization;
using System.Text;

namespace Odagrun.Masking.Tests;

/// <summary>Sizes that users reach: they must end, and end right.</summary>
public sealed class SizeTests
{
    [Fact]
    public void Write_FiveThousandSecrets_AllAreHidden()
    {
        var secrets = Enumerable.Range(0, 5000)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"value-of-variable-{number:d5}-{number * 7919:x}")).ToArray();
        var masker = MaskingHelp.With(secrets);

        var masked = masker.Mask(string.Join('\n', secrets));

        Assert.Equal(string.Join('\n', Enumerable.Repeat("[MASKED]", secrets.Length)), masked);
    }

    [Fact]
    public void Write_SecretOfAMebibyte_IsHidden()
    {
        var random = new Random(5);
        var secret = string.Concat(
            Enumerable.Range(0, 1 << 18).Select(_ => random.Next(0x10000).ToString("x4", CultureInfo.InvariantCulture)));
        var masker = MaskingHelp.With(secret);
        var bytes = Encoding.UTF8.GetBytes($"a {secret} b");

        Assert.Equal("a [MASKED] b", masker.MaskPieces(bytes.Chunk(4096)));
    }

    [Fact]
    public void Write_TenMegabytesOnOneLine_PassesThrough()
    {
        var masker = MaskingHelp.With("hunter2!", "aaaaaaaaaaaaaaab", new string('a', 400) + "b");
        var line = Encoding.UTF8.GetBytes(new string('a', 10_000_000) + "hunter2!");
        var output = new ArrayBufferWriter<byte>();
        var stream = masker.OpenStream();

        foreach (var piece in line.Chunk(65_536))
        {
            stream.Write(piece, output);
        }

        stream.Flush(output);

        Assert.Equal(10_000_008, output.WrittenCount);
        Assert.True(output.WrittenSpan.EndsWith("a[MASKED]"u8));
    }
}
