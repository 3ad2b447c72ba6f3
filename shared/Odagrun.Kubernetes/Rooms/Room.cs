namespace Odagrun.Kubernetes.Rooms;

/// <summary>Whether a pod fits; <paramref name="Sentence"/> says what it waits for, or why it never fits.</summary>
internal sealed record Room(RoomResult Result, string? Sentence = null)
{
    /// <summary>It fits.</summary>
    public static Room Here { get; } = new(RoomResult.Fits);

    /// <summary>Not now.</summary>
    public static Room Later(string sentence) => new(RoomResult.FitsLater, sentence);

    /// <summary>Not ever.</summary>
    public static Room Never(string sentence) => new(RoomResult.NeverFits, sentence);
}
