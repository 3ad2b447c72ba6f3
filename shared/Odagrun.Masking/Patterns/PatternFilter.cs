using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Odagrun.Masking.Patterns;

/// <summary>
/// The first bytes of all patterns, up to four: a bitmap of their hashes that fits the processor's cache says no at once for most
/// positions of a text, a table of the exact ones for nearly all others.
/// </summary>
internal sealed class PatternFilter
{
    private const int LongestHead = 4;
    private const int SmallestLog = 13;
    private const int LargestLog = 20;
    private const long Free = -1;

    private readonly uint _mask;
    private readonly int _shift;
    private readonly ulong[] _bits;
    private readonly long[] _heads;

    public PatternFilter(byte[][] patterns)
    {
        IsEmpty = patterns.Length == 0;
        var head = IsEmpty ? LongestHead : Math.Min(LongestHead, patterns.Min(pattern => pattern.Length));
        _mask = head == LongestHead ? uint.MaxValue : (1u << (8 * head)) - 1;

        // Thirty-two bits for each pattern, where they fit, keep false alarms of the bitmap at one in thirty-two.
        var log = BitOperations.Log2((uint)Math.Max(1, patterns.Length));
        _shift = 32 - Math.Clamp(log + 6, SmallestLog, LargestLog);
        _bits = new ulong[1 << (32 - _shift - 6)];
        _heads = new long[1 << (log + 2)];
        Array.Fill(_heads, Free);
        Span<byte> bytes = stackalloc byte[LongestHead];
        foreach (var pattern in patterns)
        {
            bytes.Clear();
            pattern.AsSpan(0, head).CopyTo(bytes);
            Add(MemoryMarshal.Read<uint>(bytes));
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
        var (mask, shift) = (_mask, _shift);
        for (var i = from; i <= last; i++)
        {
            // In bounds: four bytes from i on are inside text, and the hash stays below the bitmap's size.
            var head = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, i)) & mask;
            var bit = Hash(head) >> shift;
            if (((Unsafe.Add(ref bits, bit >> 6) >> (int)(bit & 63)) & 1) != 0 && Contains(head))
            {
                return i;
            }
        }

        return Math.Max(from, Math.Max(0, last + 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(uint head) => head * 0x9E3779B1u;

    private void Add(uint head)
    {
        var bit = Hash(head) >> _shift;
        _bits[bit >> 6] |= 1UL << (int)(bit & 63);
        _heads[Slot(head)] = head;
    }

    private bool Contains(uint head) => _heads[Slot(head)] == head;

    /// <summary>Where this head is, or would be put. The table is never more than half full.</summary>
    private uint Slot(uint head)
    {
        var end = (uint)_heads.Length - 1;
        var slot = (Hash(head) >> 7) & end;
        while (_heads[slot] != Free && _heads[slot] != head)
        {
            slot = (slot + 1) & end;
        }

        return slot;
    }
}
