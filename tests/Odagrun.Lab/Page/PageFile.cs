using System.Reflection;
using System.Security.Cryptography;

namespace Odagrun.Lab.Page;

/// <summary>A file of the web page, held in the assembly.</summary>
/// <param name="Path">As asked for, for example <c>/js/app.js</c>.</param>
/// <param name="ContentType">By its extension.</param>
/// <param name="Content">All of it.</param>
internal sealed record PageFile(string Path, string ContentType, byte[] Content)
{
    private const string Prefix = "wwwroot";

    /// <summary>Quoted, for <c>If-None-Match</c>.</summary>
    public string EntityTag { get; } = $"\"{Convert.ToHexStringLower(SHA256.HashData(Content).AsSpan(0, 12))}\"";

    /// <summary>All files of the page.</summary>
    public static IReadOnlyList<PageFile> All()
    {
        var assembly = typeof(PageFile).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix + "/", StringComparison.Ordinal))
                .Select(name => new PageFile(name[Prefix.Length..], TypeOf(name), Read(assembly, name))),
        ];
    }

    private static string TypeOf(string name) => System.IO.Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new NotSupportedException($"{name}: the page has no content type for '{other}' yet"),
    };

    private static byte[] Read(Assembly assembly, string name)
    {
        using var resource = assembly.GetManifestResourceStream(name)!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}
