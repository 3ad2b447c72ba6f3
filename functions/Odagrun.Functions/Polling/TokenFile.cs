namespace Odagrun.Functions.Polling;

/// <summary>The file with a runner's token, replaced as a whole.</summary>
internal static class TokenFile
{
    /// <summary>Null when a new token could be kept there.</summary>
    public static string? WhyNotWritable(string file)
    {
        try
        {
            var probe = Beside(file);
            Create(probe, "");
            File.Delete(probe);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    public static void Write(string file, string token)
    {
        var next = Beside(file);
        Create(next, token + "\n");
        File.Move(next, file, overwrite: true);
    }

    private static string Beside(string file) => $"{file}.{Guid.NewGuid():N}";

    private static void Create(string path, string content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(content);
    }
}
