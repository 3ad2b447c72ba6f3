using System.Globalization;
using System.IO.Compression;
using Odagrun.Stack;

namespace Odagrun.Bench.Caches;

/// <summary>
/// Dependencies as a package manager leaves them: 500 MB in 10,000 files, the same at each run; half of it is text, half won't shrink.
/// </summary>
internal sealed class CacheTree : IDisposable
{
    public const int Files = 10_000;
    private const int SmallestFile = 1000;
    private const int LargestFile = 99_000;
    private const int FilesInDirectory = 50;

    private readonly WorkDirectory _directory = WorkDirectory.Create("bench-caches");

    public string Tar => _directory.File("tree.tar");

    public string Zip => _directory.File("tree.zip");

    public long Bytes { get; private set; }

    public long ZipBytes => new FileInfo(Zip).Length;

    public static async Task<CacheTree> MakeAsync(CancellationToken cancellationToken)
    {
        var tree = new CacheTree();
        var root = tree._directory.File("tree");
        tree.Write(root, cancellationToken);
        await TimedProcess.RunAsync($"tar -cf {tree.Tar} -C {root} .", cancellationToken);
        await ZipFile.CreateFromDirectoryAsync(root, tree.Zip, CompressionLevel.Fastest, includeBaseDirectory: false, cancellationToken);
        Directory.Delete(root, recursive: true);
        return tree;
    }

    public string File(string name) => _directory.File(name);

    public void Dispose() => _directory.Dispose();

    private void Write(string root, CancellationToken cancellationToken)
    {
        var random = new Random(7);
        var words = Enumerable.Range(0, 256).Select(_ => Convert.ToHexStringLower(BitConverter.GetBytes(random.Next()))[..random.Next(3, 9)]
            + " ").Select(System.Text.Encoding.ASCII.GetBytes).ToArray();
        var content = new byte[LargestFile];
        for (var at = 0; at < Files; at++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var directory = Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"package{at / FilesInDirectory}"));
            Directory.CreateDirectory(directory);
            var file = content.AsSpan(0, random.Next(SmallestFile, LargestFile));
            random.NextBytes(file);
            Text(file[..(file.Length / 2)], words, random);
            System.IO.File.WriteAllBytes(Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"file{at}.js")), file);
            Bytes += file.Length;
        }
    }

    private static void Text(Span<byte> text, byte[][] words, Random random)
    {
        for (var at = 0; at < text.Length;)
        {
            var word = words[random.Next(words.Length)].AsSpan();
            word = word[..Math.Min(word.Length, text.Length - at)];
            word.CopyTo(text[at..]);
            at += word.Length;
        }
    }
}
