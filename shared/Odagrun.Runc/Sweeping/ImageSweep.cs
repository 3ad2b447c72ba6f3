using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Odagrun.Runc.Sweeping;

/// <summary>Keeps the manifests and configs within their size and age; one that is wanted again costs a request.</summary>
internal sealed class ImageSweep(StorePaths paths, IOptions<RuncOptions> options, TimeProvider time, ILogger<ImageSweep> logger)
{
    /// <summary>Removes what was unused for too long, then the longest unused until the rest fits.</summary>
    public void Run()
    {
        var oldest = time.GetUtcNow().UtcDateTime - options.Value.CacheAge;
        var files = new DirectoryInfo(paths.Images).GetFiles()
            .Select(file => (file.FullName, Used: file.LastWriteTimeUtc, Bytes: file.Length))
            .OrderBy(file => file.Used)
            .ToList();
        var excess = files.Sum(file => file.Bytes) - options.Value.ImageCacheBytes;
        var swept = 0;
        foreach (var file in files.TakeWhile(file => excess > 0 || file.Used < oldest))
        {
            File.Delete(file.FullName);
            excess -= file.Bytes;
            swept++;
        }

        if (swept > 0)
        {
            logger.ImagesSwept(swept, files[swept - 1].Used);
        }
    }
}
