using System.Text;
using Odagrun.Masking.Patterns;

namespace Odagrun.Masking.Streams;

/// <summary>Prefixes of tokens and names of secret URL parameters.</summary>
internal sealed class TokenTriggers
{
    // GitLab's own tokens (its documentation, "Token prefixes"); what the server lists comes on top. No limit to their number:
    // GitLab Runner silently keeps only the first fifteen.
    private static readonly string[] KnownPrefixes =
    [
        "glpat-", "gloas-", "gldt-", "glrt-", "glcbt-", "glrtr-", "glptt-", "glft-", "glimt-", "glagent-", "glsoat-", "glffct-",
        "_gitlab_session=", "gltok-",
    ];

    private static readonly byte[][] Parameters =
    [
        .. new[]
        {
            "private_token", "authenticity_token", "rss_token", "job_token", "x-amz-signature", "x-amz-credential", "x-amz-security-token",
            "x-goog-signature", "x-goog-credential",
        }.Select(name => Encoding.ASCII.GetBytes($"{name}=")),
    ];

    private readonly PatternSet _prefixes;
    private readonly PatternFilter _filter;

    private TokenTriggers(byte[][] prefixes)
    {
        _prefixes = new PatternSet(prefixes);
        _filter = new PatternFilter([.. prefixes, .. Parameters.SelectMany(Heads)]);
    }

    public static TokenTriggers With(IEnumerable<string> prefixes) =>
        new([.. KnownPrefixes.Concat(prefixes).Select(Encoding.UTF8.GetBytes)]);

    /// <summary>As <see cref="PatternSet.NextCandidate"/>.</summary>
    public int NextCandidate(ReadOnlySpan<byte> text, int from) => _filter.Next(text, from);

    /// <summary>The length of the trigger that <paramref name="text"/> begins with, 0 for none, and where its token ends.</summary>
    public int Match(ReadOnlySpan<byte> text, out bool partial, out TokenEnd? end)
    {
        if (text[0] is (byte)'?' or (byte)'&')
        {
            return MatchParameter(text, out partial, out end);
        }

        var length = _prefixes.Match(text, out partial);
        end = length > 0 ? TokenEnd.OfPrefix : null;
        return length;
    }

    private static int MatchParameter(ReadOnlySpan<byte> text, out bool partial, out TokenEnd? end)
    {
        var rest = text[1..];
        partial = false;
        foreach (var name in Parameters)
        {
            if (rest.Length >= name.Length && Ascii.EqualsIgnoreCase(rest[..name.Length], name))
            {
                end = TokenEnd.OfParameter;
                return 1 + name.Length;
            }

            partial |= rest.Length < name.Length && Ascii.EqualsIgnoreCase(rest, name.AsSpan(0, rest.Length));
        }

        end = null;
        return 0;
    }

    // A parameter's first bytes in every case: the filter knows only exact ones.
    private static IEnumerable<byte[]> Heads(byte[] name) =>
        from mark in "?&"u8.ToArray()
        from first in Cases(name[0])
        from second in Cases(name[1])
        from third in Cases(name[2])
        select (byte[])[mark, first, second, third];

    private static byte[] Cases(byte letter) =>
        char.IsAsciiLetter((char)letter) ? [(byte)(letter | 0x20), (byte)(letter & ~0x20)] : [letter];
}
