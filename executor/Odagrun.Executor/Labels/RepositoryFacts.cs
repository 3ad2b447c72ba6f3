namespace Odagrun.Executor.Labels;

/// <summary>What the checked out sources say about themselves.</summary>
internal static class RepositoryFacts
{
    private const int LinesRead = 40;

    private static readonly string[] ReadmeNames = ["README.md", "README.rst", "README.txt", "README"];
    private static readonly string[] LicenseNames = ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "LICENCE.md", "COPYING",
        "COPYING.txt"];

    // Words of the first lines, all of which must be there; a text that matches none is better left out than guessed.
    private static readonly (string Identifier, string[] Words)[] Licenses =
    [
        ("Apache-2.0", ["apache license", "version 2.0"]),
        ("AGPL-3.0-only", ["gnu affero general public license", "version 3"]),
        ("LGPL-3.0-only", ["gnu lesser general public license", "version 3"]),
        ("LGPL-2.1-only", ["gnu lesser general public license", "version 2.1"]),
        ("GPL-3.0-only", ["gnu general public license", "version 3"]),
        ("GPL-2.0-only", ["gnu general public license", "version 2"]),
        ("MPL-2.0", ["mozilla public license", "2.0"]),
        ("MIT", ["permission is hereby granted, free of charge", "the above copyright notice and this permission notice"]),
        ("BSD-3-Clause", ["redistribution and use in source and binary forms", "neither the name"]),
        ("BSD-2-Clause", ["redistribution and use in source and binary forms"]),
        ("Zlib", ["as-is", "altered source versions must be plainly marked"]),
        ("Unlicense", ["free and unencumbered software released into the public domain"]),
    ];

    /// <summary>The page of the sources' README at this commit; null where there is none.</summary>
    internal static string? Readme(LabelSources sources) =>
        sources is { ProjectUrl: { } url, Payload.GitInfo.Sha: { Length: > 0 } sha }
        && ReadmeNames.FirstOrDefault(name => File.Exists(Path.Combine(sources.ProjectDirectory, name))) is { } readme
            ? $"{url}/-/blob/{sha}/{readme}"
            : null;

    /// <summary>The SPDX identifier of the sources' licence; null where it is not one of the well-known texts.</summary>
    internal static string? License(string directory)
    {
        foreach (var path in LicenseNames.Select(name => Path.Combine(directory, name)).Where(File.Exists))
        {
            var lines = Read(path);
            const string tag = "SPDX-License-Identifier:";
            if (lines.FirstOrDefault(line => line.Contains(tag, StringComparison.Ordinal)) is { } line)
            {
                return line[(line.IndexOf(tag, StringComparison.Ordinal) + tag.Length)..].Trim(' ', '\t', '*', '/', '-', '>');
            }

            var text = string.Join(' ', string.Join(' ', lines).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                .ToLowerInvariant();
            if (Licenses.FirstOrDefault(
                license => license.Words.All(word => text.Contains(word, StringComparison.Ordinal))).Identifier is { } identifier)
            {
                return identifier;
            }
        }

        return null;
    }

    private static List<string> Read(string path)
    {
        try
        {
            return [.. File.ReadLines(path).Take(LinesRead)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A label less is no reason to fail a push.
            return [];
        }
    }
}
