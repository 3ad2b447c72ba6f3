namespace Odagrun.Jobs.Queues;

/// <summary>One delivery of a message.</summary>
public sealed class QueueDelivery(string id, string popReceipt, string body, string? text, long dequeueCount)
{
    /// <summary>The message's id, the same at each delivery.</summary>
    public string Id { get; } = id;

    /// <summary>Proves that the message is ours; changes with each renewal.</summary>
    public string PopReceipt { get; internal set; } = popReceipt;

    /// <summary>As it lies in the queue.</summary>
    public string Body { get; } = body;

    /// <summary>The body decoded from base64; null where it is no base64 of UTF-8.</summary>
    public string? Text { get; } = text;

    /// <summary>How often it was delivered, this time included.</summary>
    public long DequeueCount { get; } = dequeueCount;
}
