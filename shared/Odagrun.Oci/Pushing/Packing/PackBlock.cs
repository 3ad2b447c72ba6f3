namespace Odagrun.Oci.Pushing.Packing;

/// <summary>A piece of the tar, and what it is compressed to. Used again and again.</summary>
internal sealed class PackBlock(int size)
{
    public byte[] Plain { get; } = new byte[size];

    /// <summary>Bytes of <see cref="Plain"/> that count.</summary>
    public int Length { get; set; }

    /// <summary>What is uploaded.</summary>
    public PackOutput Packed { get; } = new(size);

    public bool IsFull => Length == Plain.Length;

    public Span<byte> Free => Plain.AsSpan(Length);
}
