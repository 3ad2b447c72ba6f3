using System.Text;

namespace Odagrun.Masking.Tests;

/// <summary>However a text is cut into writes: no secret is left, and the result is the same.</summary>
public sealed class ChunkingTests
{
    private static readonly string[] Secrets =
    [
        "abcd", "abcdabcd", "cdab", "hunter2!", "hunter2!hunter3!", "aaaa", "aaaaaaab", "two\nlines of it\nand three", "üñïçödé",
        string.Concat(Enumerable.Range(0, 300).Select(number => $"L{number}")), "x=y&z", "glpat-secretsecret",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Write_AnyChunking_LeavesNoSecretAndSameResult(int seed)
    {
        var random = new Random(seed);
        var masker = MaskingHelp.With(Secrets);
        var text = Encoding.UTF8.GetBytes(Text(random));

        var whole = masker.MaskPieces([text]);

        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, whole, StringComparison.Ordinal));
        for (var round = 0; round < 40; round++)
        {
            Assert.Equal(whole, masker.MaskPieces(Pieces(text, random, round switch { 0 => 1, < 20 => 12, _ => 900 })));
        }
    }

    /// <summary>Secrets and pieces of them between noise, so that matches begin, fail, overlap and nest.</summary>
    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var part = 0; part < 120; part++)
        {
            var secret = Secrets[random.Next(Secrets.Length)];
            text.Append(random.Next(5) switch
            {
                0 => secret,
                1 => secret[..random.Next(secret.Length)],
                2 => secret[random.Next(secret.Length)..],
                3 => Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
                _ => string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => (char)random.Next('a', 'f'))),
            });
        }

        return text.ToString();
    }

    private static IEnumerable<byte[]> Pieces(byte[] text, Random random, int most)
    {
        for (var begin = 0; begin < text.Length;)
        {
            var end = Math.Min(text.Length, begin + random.Next(1, most + 1));
            yield return text[begin..end];
            begin = end;
        }
    }
}
