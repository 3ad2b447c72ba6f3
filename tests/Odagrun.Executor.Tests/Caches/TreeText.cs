using System.Globalization;
using Odagrun.Executor.Archives.Files;

namespace Odagrun.Executor.Tests.Caches;

/// <summary>A tree as lines that can be compared: kinds, modes, times, contents.</summary>
internal static class TreeText
{
    public static IReadOnlyList<string> Of(string directory) =>
        [.. new DirectoryInfo(directory).EnumerateFileSystemInfos("*",
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(entry => Line(directory, entry))
            .Order(StringComparer.Ordinal)];

    private static string Line(string directory, FileSystemInfo entry)
    {
        var path = Path.GetRelativePath(directory, entry.FullName);
        var status = FileStatus.Read(entry.FullName)!.Value;
        if (status.IsSymbolicLink)
        {
            return $"{path} -> {entry.LinkTarget}";
        }

        // The group has the user's rights: a job of another user must be able to work with the files (docs/caches.md).
        var mode = status.Mode & 0x1C7;
        var time = status.Modified.ToUnixTimeSeconds();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{path} {mode:x} {time} {(status.IsFile ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(entry.FullName))) : "/")}");
    }
}
