using System.Globalization;

namespace Odagrun.GitLab.Trace;

/// <summary>An open section of a log; disposing writes its end once.</summary>
internal sealed class TraceSection(TraceWriter writer, string name, TimeProvider time) : IDisposable
{
    private int _closed;

    public static string Start(string name, bool collapsed, TimeProvider time) =>
        Marker("section_start", collapsed ? $"{name}[collapsed=true]" : name, time);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            writer.WriteAfterAll(Marker("section_end", name, time));
        }
    }

    private static string Marker(string kind, string name, TimeProvider time) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}:{time.GetUtcNow().ToUnixTimeSeconds()}:{name}\r{TraceText.ClearLine}");
}
