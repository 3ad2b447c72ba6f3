using System.Xml.Linq;

namespace Odagrun.Architecture.Tests;

/// <summary>
/// References go one way: functions → Runc → Jobs → Handover → GitLab → Masking, executor → libraries, the Lab knows no product.
/// </summary>
public sealed class ReferenceArrowsTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Odagrun.Masking"] = [],
        ["Odagrun.Oci"] = [],
        ["Odagrun.ImageStreams"] = [],
        ["Odagrun.GitLab"] = ["Odagrun.Masking"],
        ["Odagrun.Handover"] = ["Odagrun.GitLab"],
        ["Odagrun.Caches"] = ["Odagrun.Oci", "Odagrun.GitLab", "Odagrun.Handover", "Odagrun.ImageStreams"],
        ["Odagrun.Jobs"] = ["Odagrun.Oci", "Odagrun.GitLab", "Odagrun.Handover", "Odagrun.Masking"],
        ["Odagrun.Runc"] = ["Odagrun.Jobs", "Odagrun.Oci"],
        ["Odagrun.Kubernetes"] = ["Odagrun.Jobs", "Odagrun.Oci"],
        ["Odagrun.Functions"] = ["Odagrun.Caches", "Odagrun.Jobs"],
        ["Odagrun.Functions.Hosting"] = ["Odagrun.Functions", "Odagrun.Runc", "Odagrun.Kubernetes"],
        ["Odagrun.Functions.Host"] = ["Odagrun.Functions.Hosting"],
        ["Odagrun.Functions.Worker"] = ["Odagrun.Functions.Hosting"],
        ["Odagrun.Functions.Images"] = ["Odagrun.Oci"],
        ["Odagrun.Cli"] = ["Odagrun.Functions.Hosting", "Odagrun.Jobs", "Odagrun.Kubernetes"],
        ["Odagrun.Executor"] = ["Odagrun.Caches", "Odagrun.Oci", "Odagrun.GitLab", "Odagrun.Handover", "Odagrun.ImageStreams",
            "Odagrun.Masking"],
        ["Odagrun.Executor.Layer"] = ["Odagrun.Oci"],
        ["Odagrun.Stack"] = [],
        ["Odagrun.Lab"] = ["Odagrun.Stack"],
    };

    public static TheoryData<string> Projects() => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_FollowTheArrows(string project)
    {
        var references = ReferencesOf(FindProject(project));

        Assert.Empty(references.Except(Allowed[project]));
    }

    [Fact]
    public void ProductProjects_All_AreHeldByTheArrows()
    {
        var product = new[] { "shared", "functions", "executor" }
            .SelectMany(
                folder => Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, folder), "*.csproj", SearchOption.AllDirectories))
            .Select(path => Path.GetFileNameWithoutExtension(path));

        Assert.Empty(product.Except(Allowed.Keys));
    }

    private static string FindProject(string name) =>
        new[] { "shared", "functions", "executor", "tests" }
            .Select(folder => Path.Combine(RepositoryRoot.Path, folder, name, name + ".csproj"))
            .Single(File.Exists);

    private static IEnumerable<string> ReferencesOf(string project) =>
        XDocument.Load(project).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
}
