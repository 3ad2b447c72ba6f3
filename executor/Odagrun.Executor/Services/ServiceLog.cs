using System.Globalization;
using System.Text;

namespace Odagrun.Executor.Services;

/// <summary>Reads what a service has printed, out of the file that its wrapper keeps.</summary>
internal static class ServiceLog
{
    private const int TailSize = 64 << 10;

    /// <summary>The end of the log under a heading, or why there is none; ends with a line feed.</summary>
    internal static async Task<string> LastLinesAsync(string? path, int count, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            return "";
        }

        try
        {
            await using var file = File.OpenRead(path);
            var cut = file.Length > TailSize;
            file.Seek(cut ? -TailSize : 0, cut ? SeekOrigin.End : SeekOrigin.Begin);
            var bytes = new byte[TailSize];
            var length = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            var lines = Encoding.UTF8.GetString(bytes, 0, length).TrimEnd('\n').Split('\n');
            return length == 0
                ? "Its log is empty.\n"
                : string.Create(CultureInfo.InvariantCulture, $"The end of its log:\n{string.Join('\n', lines.TakeLast(count))}\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"Its log can't be read: {e.Message}\n";
        }
    }
}
