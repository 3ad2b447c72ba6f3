using System.Globalization;
using System.Text;
using Odagrun.Handover;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Kubernetes.Store;

/// <summary>
/// Parts that were written and are not stored yet: what changes in the job's own Secret, and the pieces that have Secrets of their own.
/// </summary>
internal sealed class PartChanges(JobName job, JobKey key)
{
    private readonly Dictionary<string, byte[]?> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<StoredPiece>> _pieces = new(StringComparer.Ordinal);

    /// <summary>Keys of the job's own Secret and their new values; null: removed.</summary>
    public IReadOnlyDictionary<string, byte[]?> Keys => _keys;

    /// <summary>Pieces to be stored first.</summary>
    public IEnumerable<StoredPiece> Pieces => _pieces.Values.SelectMany(pieces => pieces);

    /// <summary>Seals a part and notes it.</summary>
    /// <exception cref="PartTooLargeException">It, or all parts together, are more than the store takes.</exception>
    public void Write(JobPart part, ReadOnlySpan<byte> content, IReadOnlyDictionary<string, byte[]> stored)
    {
        var own = part.KeyFrom(key);
        var sealedPart = PayloadSeal.Seal(content, own, job.ToString());
        var isOfService = !ReferenceEquals(own, key);
        IReadOnlyList<StoredPiece> pieces = isOfService ? [] : StoredParts.SecretsOf(job, part, sealedPart);
        Remove(part.Name);

        // What a service reads is not told to the launcher, so it lies where it is looked for.
        if (isOfService || pieces is [{ } whole] && whole.Key == part.Name)
        {
            CheckSize(part, sealedPart.Length, stored);
            _keys[part.Name] = sealedPart;
        }
        else
        {
            _pieces[part.Name] = pieces;
            _keys[StoredParts.IndexKey(part.Name)] = StoredParts.Index(pieces);
        }

        if (isOfService)
        {
            _keys[KeyOf(part)] = Encoding.ASCII.GetBytes(own.ToBase64());
        }
    }

    /// <summary>Notes that a part is no longer wanted.</summary>
    public void Remove(string part)
    {
        _keys[part] = null;
        _keys[StoredParts.IndexKey(part)] = null;
        _pieces.Remove(part);
    }

    /// <summary>A part written since the last save; null: none.</summary>
    public ReadOnlyMemory<byte>? Find(string part) =>
        _keys.TryGetValue(part, out var whole) && whole is not null ? whole
        : _pieces.TryGetValue(part, out var pieces) ? pieces.SelectMany(piece => piece.Content.ToArray()).ToArray()
        : (ReadOnlyMemory<byte>?)null;

    /// <summary>Whether a part was removed, or written anew, since the last save.</summary>
    public bool Covers(string part) => _keys.ContainsKey(part);

    /// <summary>Everything noted is stored.</summary>
    public void Clear()
    {
        _keys.Clear();
        _pieces.Clear();
    }

    /// <summary>The key of the job's own Secret with the key of a part that has one of its own.</summary>
    public static string KeyOf(JobPart part) => $"{StoredJob.KeyKey}.{part}";

    private void CheckSize(JobPart part, int size, IReadOnlyDictionary<string, byte[]> stored)
    {
        var others = stored.Where(key => !_keys.ContainsKey(key.Key)).Sum(key => key.Value.Length)
            + _keys.Values.Sum(value => value?.Length ?? 0);
        if (others + size > StoredParts.OwnLimit)
        {
            throw new PartTooLargeException(string.Create(
                CultureInfo.InvariantCulture,
                $"its {part} has {size} bytes, compressed and sealed, beside {others} of its other parts, and {StoredParts.OwnLimit} fit together; the job's variables are most of it: services get them all, use fewer services or variables"));
        }
    }
}
