namespace Odagrun.Lab.Yaml;

/// <summary>A <c>.gitlab-ci.yml</c> that cannot be run; each error names its job and key.</summary>
public sealed class CiConfigurationException(IReadOnlyList<string> errors) : Exception(string.Join('\n', errors))
{
    /// <summary>One error.</summary>
    public CiConfigurationException(string error)
        : this([error])
    {
    }

    /// <summary>All that is wrong.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
