namespace Odagrun.Oci.Layers.Tar;

/// <summary>Where a tar's bytes go; written synchronously, from one thread.</summary>
internal interface ITarOutput
{
    /// <summary>Bytes so far.</summary>
    long Count { get; }

    /// <summary>Takes the next bytes.</summary>
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Takes what one read of <paramref name="content"/> gives, at most <paramref name="count"/> bytes; 0 at its end.</summary>
    int ReadFrom(Stream content, long count);
}
