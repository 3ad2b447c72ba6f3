namespace Odagrun.Lab.Tests.Web;

/// <summary>Where the page's files and their tests are in the source tree.</summary>
internal static class Sources
{
    private static readonly string Root = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>The tests written in JavaScript.</summary>
    public static string ScriptTests { get; } = Path.Combine(Root, "tests", "Odagrun.Lab.Tests", "Web", "js");

    /// <summary>The page as the Lab serves it.</summary>
    public static string Page { get; } = Path.Combine(Root, "tests", "Odagrun.Lab", "wwwroot");

    // Not [CallerFilePath]: a deterministic build writes other paths into the assembly.
    private static string FindRoot(DirectoryInfo? directory)
    {
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Odagrun.Functions.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName
            ?? throw new DirectoryNotFoundException(
                $"no directory above {AppContext.BaseDirectory} holds Odagrun.Functions.sln: run the tests from the source tree");
    }
}
