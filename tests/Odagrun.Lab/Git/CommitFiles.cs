namespace Odagrun.Lab.Git;

/// <summary>Commits files given as text onto a branch, through a throw-away clone.</summary>
internal static class CommitFiles
{
    /// <summary>
    /// Adds or replaces <paramref name="files"/> on <paramref name="branch"/>; a null value removes a file. Names ending in <c>!</c>:
    /// executable.
    /// </summary>
    public static async Task<string> AddAsync(
        BareRepository repository, string branch, IReadOnlyDictionary<string, string?> files, string message,
        CancellationToken cancellationToken)
    {
        var work = Directory.CreateTempSubdirectory("odagrun-lab-commit-").FullName;
        try
        {
            await GitCommand.RunAsync(work, cancellationToken, "clone", "--quiet", "--shared", repository.Path, ".");
            var exists = await repository.CommitAsync($"refs/heads/{branch}", cancellationToken) is not null;
            await GitCommand.RunAsync(
                work, cancellationToken, exists ? ["checkout", "--quiet", branch] : ["checkout", "--quiet", "-B", branch]);
            foreach (var (name, text) in files)
            {
                await WriteAsync(Path.Combine(work, name.TrimEnd('!')), text, name.EndsWith('!'), cancellationToken);
            }

            await GitCommand.RunAsync(work, cancellationToken, "add", "--all", "--force", ".");
            await GitCommand.RunAsync(
                work, cancellationToken,
                "-c", "user.name=Odagrun Lab", "-c", "user.email=lab@example.invalid", "commit", "--quiet", "--allow-empty", "-m", message);
            await GitCommand.RunAsync(work, cancellationToken, "push", "--quiet", "origin", $"HEAD:refs/heads/{branch}");
            return (await GitCommand.RunAsync(work, cancellationToken, "rev-parse", "HEAD")).Trim();
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task WriteAsync(string path, string? text, bool executable, CancellationToken cancellationToken)
    {
        if (text is null)
        {
            File.Delete(path);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, cancellationToken);
        if (executable && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }
}
