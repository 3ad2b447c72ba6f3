using System.Globalization;
using System.Text;
using Odagrun.Stack;

namespace Odagrun.Bench.Caches;

/// <summary>A repository of 5,000 files and 20,000 commits, the same at each run, by git fast-import.</summary>
internal static class LongHistory
{
    public const int Files = 5000;
    public const int Commits = 20_000;
    private const int Lines = 25;

    /// <summary>Makes it and pushes its branch main to a server.</summary>
    public static async Task PushAsync(string url, CancellationToken cancellationToken)
    {
        using var directory = WorkDirectory.Create("bench-history");
        var stream = directory.File("stream");
        await using (var writer = new StreamWriter(stream))
        {
            Write(writer, cancellationToken);
        }

        await TimedProcess.RunAsync(
            $"cd {directory.Path}; git init -q --bare r.git; cd r.git; git fast-import --quiet < {stream}; git push -q --force {url} main:main", cancellationToken);
    }

    private static void Write(StreamWriter writer, CancellationToken cancellationToken)
    {
        var random = new Random(11);
        for (var commit = 0; commit < Commits; commit++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Write(string.Create(CultureInfo.InvariantCulture,
                $"commit refs/heads/main\ncommitter Bench <bench@example.com> {1_600_000_000 + commit} +0000\ndata 1\nx\n"));
            var changed = commit == 0 ? Enumerable.Range(0, Files) : [random.Next(Files), random.Next(Files)];
            foreach (var file in changed)
            {
                var text = Text(random);
                writer.Write(string.Create(
                    CultureInfo.InvariantCulture, $"M 100644 inline src/part{file / 50}/file{file}.c\ndata {text.Length}\n{text}\n"));
            }
        }
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var line = 0; line < Lines; line++)
        {
            text.Append(CultureInfo.InvariantCulture, $"static int name{random.Next(1000)} = {random.Next()};\n");
        }

        return text.ToString();
    }
}
