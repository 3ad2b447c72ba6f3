using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Odagrun.Handover;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Kubernetes.Store;

/// <summary>
/// Where a sealed part lies: in the job's own Secret, or, above <see cref="InlineLimit"/>, in pieces in Secrets of their own, because one
/// Secret holds at most a MiB, and because the job's own one is watched and written at each step. The pieces' Secrets are named by what
/// is in them: two workers that write the same part never write the same Secret.
/// </summary>
internal static class StoredParts
{
    /// <summary>Bytes up to which a part lies in the job's own Secret.</summary>
    public const int InlineLimit = 256 << 10;

    /// <summary>Bytes of a piece; what Kubernetes allows in all data of a Secret is 1048576.</summary>
    public const int PieceSize = 1_000_000;

    /// <summary>How many pieces a part has at most.</summary>
    public const int MostPieces = 8;

    /// <summary>Bytes that the job's own Secret may hold.</summary>
    public const int OwnLimit = 1_000_000;

    private const int HashLength = 16;

    /// <summary>
    /// The Secrets that hold the part whose sealed content is given, and under which key: what a pod mounts side by side into one
    /// directory, for <see cref="SealedFile"/> to read.
    /// </summary>
    /// <exception cref="PartTooLargeException">It needs more than <see cref="MostPieces"/> pieces.</exception>
    public static IReadOnlyList<StoredPiece> SecretsOf(JobName job, JobPart part, ReadOnlyMemory<byte> content)
    {
        if (content.Length <= InlineLimit)
        {
            return [new StoredPiece(ObjectNames.Of(job), part.Name, content)];
        }

        var count = (content.Length + PieceSize - 1) / PieceSize;
        if (count > MostPieces)
        {
            throw new PartTooLargeException(string.Create(
                CultureInfo.InvariantCulture,
                $"its {part} has {content.Length} bytes, compressed and sealed, and at most {MostPieces * PieceSize} are kept; the job's variables are most of it: make large ones files in the repository, or artifacts"));
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(content.Span))[..HashLength];
        return [.. Enumerable.Range(0, count).Select(index => Piece(job, part, content, hash, index))];
    }

    /// <summary>The key of the job's own Secret that lists a part's pieces.</summary>
    public static string IndexKey(string part) => part + ".pieces";

    /// <summary>The list, as it is stored: the Secrets' names, a line each.</summary>
    public static byte[] Index(IEnumerable<StoredPiece> pieces) =>
        Encoding.ASCII.GetBytes(string.Join('\n', pieces.Select(piece => piece.Secret)));

    /// <summary>Reads <see cref="Index"/>.</summary>
    public static IReadOnlyList<string> ReadIndex(byte[] index) => Encoding.ASCII.GetString(index).Split('\n');

    private static StoredPiece Piece(JobName job, JobPart part, ReadOnlyMemory<byte> content, string hash, int index)
    {
        var begin = index * PieceSize;

        // Job names end in a number after a dash: no job is named like a piece.
        var secret = string.Create(CultureInfo.InvariantCulture, $"{ObjectNames.Of(job)}.{hash}.{index}");
        return new StoredPiece(
            secret, SealedFile.PieceOf(part.Name, index), content.Slice(begin, Math.Min(PieceSize, content.Length - begin)));
    }
}
