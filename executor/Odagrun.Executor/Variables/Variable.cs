namespace Odagrun.Executor.Variables;

/// <summary>
/// One variable as the script sees it; of a file variable <paramref name="Value"/> is the content and <paramref name="FilePath"/> what the
/// script sees.
/// </summary>
internal sealed record Variable(string Name, string Value, bool IsRaw = false, string? FilePath = null)
{
    /// <summary>The value in the environment.</summary>
    internal string Visible => FilePath ?? Value;
}
