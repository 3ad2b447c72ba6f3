namespace Odagrun.GitLab.Trace;

/// <summary>
/// Where this log stands in the server's. Normally both begin together; a log that goes on behind what somebody else wrote begins at
/// the server's size, and its checksum can't be known then: the server's is over all of it.
/// </summary>
internal sealed class TracePosition(bool resume)
{
    private bool _begun;
    private bool _uncertain;

    /// <summary>Bytes of ours that the server has.</summary>
    public long Sent { get; private set; }

    /// <summary>The server's offset of our first byte.</summary>
    public long Begin { get; private set; }

    /// <summary>Where the next part goes.</summary>
    public long Offset => Begin + Sent;

    public bool ChecksumKnown => Begin == 0;

    public void Took(int count)
    {
        _begun = true;
        Sent += count;
    }

    /// <summary>A part's fate is unknown: the server may have stored it.</summary>
    public void Doubt() => _uncertain = true;

    /// <summary>Starts over: the server wants all of it again.</summary>
    public void Rewind() => Sent = 0;

    /// <summary>The server has <paramref name="size"/> bytes; true when the next part may go at once.</summary>
    public bool Move(long size, int part, bool retried, long length)
    {
        var ours = size - Begin;
        var partIsThere = (retried || _uncertain) && ours == Sent + part;
        if (!_begun && resume && !partIsThere)
        {
            _begun = true;
            Begin = size;
            return true;
        }

        if (ours >= 0 && ours <= length)
        {
            _begun = true;
            Sent = ours;
        }
        else
        {
            Begin = size - Sent; // more than we ever wrote: go on behind it
        }

        return partIsThere;
    }
}
