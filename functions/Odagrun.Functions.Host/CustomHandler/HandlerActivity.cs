namespace Odagrun.Functions.Host.CustomHandler;

/// <summary>Whether the Functions host has spoken to this process.</summary>
internal sealed class HandlerActivity
{
    private volatile bool _isSeen;

    public bool IsSeen => _isSeen;

    public void Seen() => _isSeen = true;
}
