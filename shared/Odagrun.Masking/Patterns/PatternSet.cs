namespace Odagrun.Masking.Patterns;

/// <summary>
/// Byte patterns in sorted order, for "which of them begins here": a bitmap over the first bytes says no for nearly every position
/// of ordinary text; a binary search answers the rest. It stays small with megabytes of patterns, where an automaton would need
/// a node per byte.
/// </summary>
internal sealed class PatternSet
{
    public static readonly PatternSet Empty = new([]);

    private readonly byte[][] _patterns;
    private readonly int[] _longestPrefix;
    private readonly PatternFilter _filter;

    public PatternSet(IEnumerable<byte[]> patterns)
    {
        _patterns = [.. patterns.Where(pattern => pattern.Length > 0).Distinct(ByteOrder.Instance)];
        Array.Sort(_patterns, ByteOrder.Instance);
        _longestPrefix = Chains(_patterns);
        _filter = new PatternFilter(_patterns);
    }

    public bool IsEmpty => _patterns.Length == 0;

    /// <summary>
    /// The first position from <paramref name="from"/> on where a pattern may begin, or where too few bytes are left to tell;
    /// the text's length for none.
    /// </summary>
    public int NextCandidate(ReadOnlySpan<byte> text, int from) => _filter.Next(text, from);

    /// <summary>
    /// The length of the longest pattern that <paramref name="text"/> begins with, 0 for none; and whether all of
    /// <paramref name="text"/> is the beginning of a longer one.
    /// </summary>
    public int Match(ReadOnlySpan<byte> text, out bool partial)
    {
        var after = FirstAfter(text);
        partial = after < _patterns.Length && _patterns[after].Length > text.Length && _patterns[after].AsSpan().StartsWith(text);
        for (var index = after - 1; index >= 0; index = _longestPrefix[index])
        {
            if (text.StartsWith(_patterns[index]))
            {
                return _patterns[index].Length;
            }
        }

        return 0;
    }

    /// <summary>The index of the first pattern that sorts behind <paramref name="text"/>; a pattern equal to it does not.</summary>
    private int FirstAfter(ReadOnlySpan<byte> text)
    {
        var (low, high) = (0, _patterns.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_patterns[middle].AsSpan().SequenceCompareTo(text) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>For each pattern the longest other one that it begins with, -1 for none.</summary>
    private static int[] Chains(byte[][] sorted)
    {
        var chains = new int[sorted.Length];
        for (var index = 0; index < sorted.Length; index++)
        {
            var candidate = index - 1;
            while (candidate >= 0 && !sorted[index].AsSpan().StartsWith(sorted[candidate]))
            {
                candidate = chains[candidate];
            }

            chains[index] = candidate;
        }

        return chains;
    }
}
