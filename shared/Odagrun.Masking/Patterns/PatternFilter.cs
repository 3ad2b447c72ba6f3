using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Odagrun.Masking.Patterns;

/// <summary>A bitmap of the hashed first bytes, up to four, of all patterns.</summary>
internal sealed class PatternFilter
{
    private const int LongestHead = 4;
    private const int SmallestBits = 13;
    private const int LargestBits = 21;

    private readonly int _head;
    private readonly uint _mask;
    private readonly int _shift;
    private readonly ulong[] _bits;

    public PatternFilter(byte[][] patterns)
    {
        IsEmpty = patterns.Length == 0;
        _head = patterns.Length == 0 ? LongestHead : Math.Min(LongestHead, patterns.Min(pattern => pattern.Length));
        _mask = _head == LongestHead ? uint.MaxValue : (1u << (8 * _head)) - 1;

        // Sixteen bits for each pattern keep false alarms below one in sixteen.
        var log = Math.Clamp(BitOperations.Log2((uint)Math.Max(1, patterns.Length)) + 5, SmallestBits, LargestBits);
        _shift = 32 - log;
        _bits = new ulong[(1 << log) / 64];
        Span<byte> head = stackalloc byte[LongestHead];
        foreach (var pattern in patterns)
        {
            head.Clear();
            pattern.AsSpan(0, _head).CopyTo(head);
            var bit = Hash(MemoryMarshal.Read<uint>(head));
            _bits[bit >> 6] |= 1UL << (int)(bit & 63);
        }
    }

    public bool IsEmpty { get; }

    /// <summary>As <see cref="PatternSet.NextCandidate"/>.</summary>
    public int Next(ReadOnlySpan<byte> text, int from)
    {
        if (IsEmpty)
        {
            return text.Length;
        }

        ref var start = ref MemoryMarshal.GetReference(text);
        ref var bits = ref MemoryMarshal.GetArrayDataReference(_bits);
        var last = text.Length - LongestHead;
        for (var i = from; i <= last; i++)
        {
            // In bounds: four bytes from i on are inside text, and Hash stays below the bitmap's size.
            var bit = Hash(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, i)) & _mask);
            if ((Unsafe.Add(ref bits, bit >> 6) & (1UL << (int)(bit & 63))) != 0)
            {
                return i;
            }
        }

        return Math.Max(from, Math.Max(0, last + 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Hash(uint head) => (head * 0x9E3779B1u) >> _shift;
}
