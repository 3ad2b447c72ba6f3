namespace Odagrun.Lab.Artifacts;

/// <summary>The kinds of files a job may upload and the one format of each, as GitLab's server defines them.</summary>
internal static class ArtifactTypes
{
    private static readonly Dictionary<string, string> Formats = Build();

    public static IReadOnlyCollection<string> Names => Formats.Keys;

    /// <summary>The format of a type; null when there is no such type.</summary>
    public static string? Format(string type) => Formats.GetValueOrDefault(type);

    /// <summary>The file name GitLab gives a report that has none; most have none.</summary>
    public static string? DefaultName(string type) => type switch
    {
        "junit" => "junit.xml",
        "dotenv" => ".env",
        "codequality" => "gl-code-quality-report.json",
        "cobertura" => "cobertura-coverage.xml",
        "jacoco" => "jacoco-coverage.xml",
        "terraform" => "tfplan.json",
        "cyclonedx" => "gl-sbom.cdx.json",
        "annotations" => "gl-annotations.json",
        "metrics" => "metrics.txt",
        "sast" => "gl-sast-report.json",
        "secret_detection" => "gl-secret-detection-report.json",
        "dependency_scanning" => "gl-dependency-scanning-report.json",
        "container_scanning" => "gl-container-scanning-report.json",
        "dast" => "gl-dast-report.json",
        "accessibility" => "gl-accessibility.json",
        "performance" => "performance.json",
        "browser_performance" => "browser-performance.json",
        "load_performance" => "load-performance.json",
        "requirements" => "requirements.json",
        "lsif" => "lsif.json",
        _ => null,
    };

    private static Dictionary<string, string> Build()
    {
        var formats = new Dictionary<string, string> { ["archive"] = "zip" };
        Add("gzip",
            "junit metrics metrics_referee network_referee dotenv cobertura jacoco cyclonedx annotations repository_xray cluster_applications");
        Add("zip", "lsif scip");
        Add("raw",
            "sast secret_detection dependency_scanning container_scanning cluster_image_scanning dast license_scanning accessibility "
            + "codequality performance browser_performance load_performance terraform requirements requirements_v2 coverage_fuzzing api_fuzzing sarif");
        return formats;

        void Add(string format, string types)
        {
            foreach (var type in types.Split(' '))
            {
                formats.Add(type, format);
            }
        }
    }
}
