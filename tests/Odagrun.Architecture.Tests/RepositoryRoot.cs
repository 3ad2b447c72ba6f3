namespace Odagrun.Architecture.Tests;

/// <summary>The checkout these tests were built from.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string directory) =>
        File.Exists(System.IO.Path.Combine(directory, "Odagrun.Functions.sln"))
            ? directory
            : Find(System.IO.Path.GetDirectoryName(directory)
                ?? throw new InvalidOperationException("no Odagrun.Functions.sln above the tests"));
}
