using System.Buffers;

namespace Odagrun.Masking.Streams;

/// <summary>Secrets first, tokens by their prefixes behind them.</summary>
internal sealed class MaskingStream(SecretStream secrets, TokenStream tokens) : IStreamMasker
{
    private readonly ArrayBufferWriter<byte> _between = new(4096);

    public void Write(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        secrets.Write(bytes, _between);
        PassOn(output);
    }

    public void Flush(IBufferWriter<byte> output)
    {
        secrets.Flush(_between);
        PassOn(output);
        tokens.Flush(output);
    }

    private void PassOn(IBufferWriter<byte> output)
    {
        tokens.Write(_between.WrittenSpan, output);
        _between.ResetWrittenCount();
    }
}
