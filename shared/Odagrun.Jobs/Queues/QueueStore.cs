using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Odagrun.Jobs.Queues;

/// <summary>One queue of the storage account, made when the first call finds it missing.</summary>
internal sealed class QueueStore(QueueClient client)
{
    public string Name => client.Name;

    public Task SendAsync(string body, TimeSpan delay, CancellationToken cancellationToken) =>
        WithQueueAsync(
            token => client.SendMessageAsync(body, delay > TimeSpan.Zero ? delay : null, cancellationToken: token), cancellationToken);

    public async Task<QueueMessage[]> ReceiveAsync(int max, TimeSpan invisibleFor, CancellationToken cancellationToken)
    {
        var answer = await WithQueueAsync(token => client.ReceiveMessagesAsync(max, invisibleFor, token), cancellationToken)
            .ConfigureAwait(false);
        return answer.Value;
    }

    public async Task<string?> UpdateAsync(string id, string popReceipt, TimeSpan invisibleFor, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.UpdateMessageAsync(id, popReceipt, (BinaryData?)null, invisibleFor, cancellationToken)
                .ConfigureAwait(false);
            return answer.Value.PopReceipt;
        }
        catch (RequestFailedException e) when (IsLost(e))
        {
            return null;
        }
    }

    public async Task<bool> DeleteAsync(string id, string popReceipt, CancellationToken cancellationToken)
    {
        try
        {
            await client.DeleteMessageAsync(id, popReceipt, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException e) when (IsLost(e))
        {
            return false;
        }
    }

    /// <summary>The oldest visible messages, left where they are; none where the queue does not exist.</summary>
    public async Task<IReadOnlyList<string>> PeekAsync(int max, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.PeekMessagesAsync(max, cancellationToken).ConfigureAwait(false);
            return [.. answer.Value.Select(message => message.Body.ToString())];
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return [];
        }
    }

    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.GetPropertiesAsync(cancellationToken).ConfigureAwait(false);
            return answer.Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return 0;
        }
    }

    // Two makers at once: the second finds it made.
    private async Task<T> WithQueueAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call(cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await client.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return await call(cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsLost(RequestFailedException e) =>
        e.ErrorCode == QueueErrorCode.MessageNotFound || e.ErrorCode == QueueErrorCode.PopReceiptMismatch
            || e.ErrorCode == QueueErrorCode.QueueNotFound;
}
