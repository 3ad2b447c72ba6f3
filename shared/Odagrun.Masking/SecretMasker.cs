using System.Buffers;
using System.Text;
using Odagrun.Masking.Forms;
using Odagrun.Masking.Patterns;
using Odagrun.Masking.Streams;

namespace Odagrun.Masking;

/// <inheritdoc cref="ISecretMasker"/>
public sealed class SecretMasker : ISecretMasker
{
    /// <summary>
    /// Shorter secrets are not masked: a value of one to three characters stands in ordinary words everywhere, so that masking it shreds
    /// the log and its many gaps tell the value anyway. GitLab itself masks no variable below eight.
    /// </summary>
    public const int ShortestSecret = 4;

    private readonly Lock _lock = new();
    private readonly HashSet<byte[]> _forms = new(ByteOrder.Instance);
    private readonly HashSet<string> _prefixes = new(StringComparer.Ordinal);
    private SecretSet? _secrets = SecretSet.Empty;
    private TokenTriggers? _triggers;

    internal static ReadOnlySpan<byte> Masked => "[MASKED]"u8;

    /// <inheritdoc/>
    public void Add(string secret)
    {
        var value = secret?.Trim();
        if (value is null || value.Length < ShortestSecret)
        {
            return;
        }

        lock (_lock)
        {
            foreach (var form in SecretForms.Of(value))
            {
                _forms.Add(form);
            }

            _secrets = null;
        }
    }

    /// <inheritdoc/>
    public void AddPrefix(string prefix)
    {
        if (string.IsNullOrWhiteSpace(prefix))
        {
            return;
        }

        lock (_lock)
        {
            _prefixes.Add(prefix);
            _triggers = null;
        }
    }

    /// <inheritdoc/>
    public string Mask(string text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return text;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        var output = new ArrayBufferWriter<byte>(bytes.Length + 16);
        var stream = OpenStream();
        stream.Write(bytes, output);
        stream.Flush(output);
        return output.WrittenSpan.SequenceEqual(bytes) ? text : Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <inheritdoc/>
    public IStreamMasker OpenStream() => new MaskingStream(new SecretStream(Secrets), new TokenStream(Triggers));

    // Built when first needed after a change: adding thousands of secrets costs one sort.
    private SecretSet Secrets()
    {
        if (Volatile.Read(ref _secrets) is { } ready)
        {
            return ready;
        }

        lock (_lock)
        {
            return _secrets ??= new SecretSet(_forms);
        }
    }

    private TokenTriggers Triggers()
    {
        if (Volatile.Read(ref _triggers) is { } ready)
        {
            return ready;
        }

        lock (_lock)
        {
            return _triggers ??= TokenTriggers.With(_prefixes);
        }
    }
}
