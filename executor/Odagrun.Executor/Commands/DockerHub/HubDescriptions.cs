using System.Globalization;
using System.Text;
using Odagrun.Executor.Commands.Calling;

namespace Odagrun.Executor.Commands.DockerHub;

/// <summary>The two texts of a repository, where they come from when they are not given, and how long they may be.</summary>
internal sealed class HubDescriptions(CommandConsole console, Action<string> warn)
{
    private const int LongestShort = 100;
    private const int LongestFull = 25_000;

    private static readonly string[] Files = ["description.md", "README.md"];

    internal string? Short(string? given)
    {
        var text = given ?? Variables("ODAGRUN_IMAGE_TITLE", "ODAGRUN_IMAGE_REFNAME", "ODAGRUN_REVERSE_PROJECT_PATH_SLUG");
        if (text is null || new StringInfo(text).LengthInTextElements <= LongestShort)
        {
            return text;
        }

        warn(
            $"the description has {new StringInfo(text).LengthInTextElements} characters, and Docker Hub takes {LongestShort}: the rest is left out");
        return new StringInfo(text).SubstringByTextElements(0, LongestShort);
    }

    internal async Task<string?> FullAsync(string? given, CancellationToken cancellationToken)
    {
        var text = given ?? Variables("ODAGRUN_IMAGE_DESCRIPTION") ?? await ReadAsync(cancellationToken);
        if (text is null || Encoding.UTF8.GetByteCount(text) <= LongestFull)
        {
            return text;
        }

        warn(
            string.Create(
                CultureInfo.InvariantCulture,
                $"the full description has {Encoding.UTF8.GetByteCount(text):N0} bytes, and Docker Hub takes {LongestFull:N0}: the rest is left out"));
        var bytes = Encoding.UTF8.GetBytes(text);
        var end = LongestFull;
        // Not within a character.
        while ((bytes[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return Encoding.UTF8.GetString(bytes, 0, end);
    }

    private string? Variables(params string[] names) =>
        names.Select(console.Variable).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));

    private async Task<string?> ReadAsync(CancellationToken cancellationToken) =>
        Files.Select(console.Path).FirstOrDefault(File.Exists) is { } path ? await File.ReadAllTextAsync(path, cancellationToken) : null;
}
