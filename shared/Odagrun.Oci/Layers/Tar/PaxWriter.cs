using System.Buffers;
using System.Globalization;
using System.Text;

namespace Odagrun.Oci.Layers.Tar;

/// <summary>The records of a pax extended header, <c>LENGTH KEY=VALUE\n</c> each; values are bytes.</summary>
internal sealed class PaxWriter
{
    private readonly ArrayBufferWriter<byte> _content = new();

    public bool IsEmpty => _content.WrittenCount == 0;

    public ReadOnlySpan<byte> Content => _content.WrittenSpan;

    // The length counts its own digits.
    public void Add(string key, ReadOnlySpan<byte> value)
    {
        var rest = Encoding.UTF8.GetByteCount(key) + value.Length + 3;
        var length = rest + 1;
        while (length != rest + length.ToString(CultureInfo.InvariantCulture).Length)
        {
            length++;
        }

        _content.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{length} {key}=")));
        _content.Write(value);
        _content.Write("\n"u8);
    }
}
