using System.Globalization;

namespace Odagrun.Handover;

/// <summary>
/// Sealed data as a pod finds them: one file, or, where they were too large for one Secret, its pieces beside it, named
/// <c>&lt;file&gt;.0</c>, <c>&lt;file&gt;.1</c> and so on. A piece that lacks at the end is noticed when the seal is opened.
/// </summary>
public static class SealedFile
{
    /// <summary>The name of a piece.</summary>
    public static string PieceOf(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{name}.{index}");

    /// <summary>Reads the file, or its pieces.</summary>
    /// <exception cref="FileNotFoundException">Neither is there; it names the file.</exception>
    public static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (File.Exists(path) || !File.Exists(PieceOf(path, 0)))
        {
            return await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }

        using var whole = new MemoryStream();
        for (var index = 0; File.Exists(PieceOf(path, index)); index++)
        {
            await whole.WriteAsync(await File.ReadAllBytesAsync(PieceOf(path, index), cancellationToken).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false);
        }

        return whole.ToArray();
    }
}
