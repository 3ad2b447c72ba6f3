using System.Globalization;
using System.Security.Cryptography;
using Odagrun.Lab.Board;

namespace Odagrun.Lab.Artifacts;

/// <summary>Uploaded files in the data directory.</summary>
internal sealed class ArtifactStore(LabBoard board)
{
    /// <summary>Stores an upload; null when it is larger than allowed.</summary>
    public async Task<StoredArtifact?> SaveAsync(
        long job, string type, string format, string name, Stream content, CancellationToken cancellationToken)
    {
        var directory = Path.Combine(board.Directory, "artifacts", job.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, $"{type}-{Guid.NewGuid():N}");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long size = 0;
        try
        {
            await using var file = File.Create(path);
            var buffer = new byte[64 * 1024];
            for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                size += read;
                if (size > board.Options.MaxArtifactBytes)
                {
                    File.Delete(path);
                    return null;
                }

                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        catch
        {
            // The upload was cut: half a file is nobody's.
            File.Delete(path);
            throw;
        }

        return new StoredArtifact(type, format, name, size, Convert.ToHexStringLower(hash.GetHashAndReset()), path);
    }
}
