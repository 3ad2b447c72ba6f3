namespace Odagrun.Oci.Registry;

/// <summary>How registries are spoken to; the defaults suit public ones and a registry on this machine.</summary>
public sealed class RegistryClientOptions
{
    /// <summary>Hosts (<c>host</c> or <c>host:port</c>) without TLS, besides loopback, which is always spoken to in plain http.</summary>
    public IList<string> InsecureRegistries { get; set; } = [];

    /// <summary>Further tries after a broken connection, 408, 429 or 5xx. 0 to 20.</summary>
    public int Retries { get; set; } = 4;

    /// <summary>The wait before the first further try; it doubles each time, with a random part.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest wait; a registry that asks for more (Retry-After) is given up at once.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an answer may take to begin, uploads aside.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>How long a blob's download may stand still before it is taken for broken and resumed.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Blobs of more bytes go up in pieces of this size, so that a broken connection costs one piece. At least 1.</summary>
    public long UploadChunkBytes { get; set; } = 64L << 20;

    /// <summary>What is wrong with the values, each with its key; empty when all is right.</summary>
    internal IEnumerable<string> Problems()
    {
        if (Retries is < 0 or > 20)
        {
            yield return $"{nameof(Retries)} is {Retries}: set 0 to 20";
        }

        if (UploadChunkBytes < 1)
        {
            yield return $"{nameof(UploadChunkBytes)} is {UploadChunkBytes}: set at least 1";
        }

        foreach (var (name, value) in new[]
        {
            (nameof(RetryDelay), RetryDelay), (nameof(MaxRetryDelay), MaxRetryDelay),
            (nameof(ResponseTimeout), ResponseTimeout), (nameof(IdleTimeout), IdleTimeout),
        })
        {
            if (value <= TimeSpan.Zero || value > TimeSpan.FromHours(1))
            {
                yield return $"{name} is {value}: set more than 0 and at most an hour";
            }
        }
    }
}
