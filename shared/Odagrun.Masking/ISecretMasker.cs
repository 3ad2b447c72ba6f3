namespace Odagrun.Masking;

/// <summary>
/// The one masker of trace and logs. It knows each secret's plain, base64, URL, JSON and shell-escaped forms, GitLab's token
/// prefixes and secret URL parameters.
/// </summary>
public interface ISecretMasker
{
    /// <summary>Adds a secret; texts masked from now on hide it. Blank ones are ignored.</summary>
    void Add(string secret);

    /// <summary>Adds a token prefix (GitLab's <c>features.token_mask_prefixes</c>): what follows it is masked.</summary>
    void AddPrefix(string prefix);

    /// <summary>The text with every secret replaced by <c>[MASKED]</c>.</summary>
    string Mask(string text);

    /// <summary>A masker for a stream of UTF-8 bytes, where secrets may lie across writes.</summary>
    IStreamMasker OpenStream();
}
