namespace Odagrun.Executor.Commands;

/// <summary>
/// The integrated commands' names. Each is a link in <c>/.odagrun/bin</c>: the program that builds the executor layer compiles this
/// file too, and a test holds it against the commands there are.
/// </summary>
internal static class CommandNames
{
    /// <summary>Where the links lie in every job's image.</summary>
    internal const string Directory = "/.odagrun/bin";

    /// <summary>The program that all links lead to.</summary>
    internal const string Program = "odagrun";

    /// <summary>The integrated commands.</summary>
    internal static IReadOnlyList<string> Integrated { get; } =
    [
        "registry_push", "registry_copy", "registry_tag_image", "registry_delete_tag", "registry_delete_image", "registry_inspect",
        "ImageStream_tag", "ImageStream_delete_tag", "ImageStream_delete_image",
        "DockerHub_set_description", "DockerHub_delete_tag", "DockerHub_delete_repository",
        "copy",
    ];
}
