namespace Odagrun.Architecture.Tests;

/// <summary>Names come from the field; catch-alls are no names.</summary>
public sealed class NamesTests
{
    private static readonly string[] CatchAlls = ["Util", "Utils", "Helper", "Helpers", "Manager", "Common", "Misc"];

    [Fact]
    public void SourceFiles_Names_AreNoCatchAlls()
    {
        // GitLab's own word for one process of a runner.
        var offenders = Sources()
            .Where(path => Path.GetFileNameWithoutExtension(path) != "RunnerManager")
            .Where(path => CatchAlls.Any(word => Path.GetFileNameWithoutExtension(path).EndsWith(word, StringComparison.Ordinal)
                || path.Contains($"/{word}/", StringComparison.Ordinal)));

        Assert.Empty(offenders);
    }

    [Fact]
    public void ProductFiles_Lengths_StayReadable()
    {
        var offenders = Sources()
            .Where(path => !path.Contains("/tests/", StringComparison.Ordinal))
            .Where(path => File.ReadLines(path).Count() > 400);

        Assert.Empty(offenders);
    }

    private static IEnumerable<string> Sources() =>
        new[] { "shared", "functions", "executor", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, folder), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal));
}
