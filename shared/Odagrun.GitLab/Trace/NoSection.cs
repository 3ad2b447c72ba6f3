namespace Odagrun.GitLab.Trace;

/// <summary>Stands in where the server wants no sections.</summary>
internal sealed class NoSection : IDisposable
{
    public static NoSection Instance { get; } = new();

    public void Dispose()
    {
    }
}
