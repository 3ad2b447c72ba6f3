using Azure.Storage.Queues;
using Microsoft.Extensions.Options;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Settings;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Jobs.Tests.Queues;

public sealed class StorageJobQueueTests(AzuriteFixture azurite) : IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly JobTicket Ticket = new() { Job = new JobName("demo", 1), Sequence = 1 };

    private readonly string _name = $"test-{Guid.NewGuid():N}";
    private readonly StorageJobQueues _queues = new(Options.Create(new QueuesOptions { ConnectionString = azurite.ConnectionString }));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IJobQueue Queue => _queues.Get(_name);

    public void Dispose() => _queues.Dispose();

    [Fact]
    public async Task Enqueue_OnAMissingQueue_MakesItAndDelivers()
    {
        await Queue.EnqueueAsync(Ticket, TimeSpan.Zero, Cancellation);

        var message = Assert.Single(await Queue.ReceiveAsync(32, Lease, Cancellation));
        Assert.Equal(Ticket, TicketFormat.Read(message.Text!));
        Assert.Equal(1, message.DequeueCount);
    }

    [Fact]
    public async Task Receive_OnAMissingQueue_IsEmpty()
    {
        Assert.Empty(await Queue.ReceiveAsync(1, Lease, Cancellation));
        Assert.Equal(0, await Queue.CountAsync(Cancellation));
    }

    // The Functions queue extension reads through a client with this very encoding.
    [Fact]
    public async Task Enqueue_ReadByTheFunctionsExtension_IsTheTicketsText()
    {
        await Queue.EnqueueAsync(Ticket, TimeSpan.Zero, Cancellation);

        var message = await ExtensionClient(_name).ReceiveMessageAsync(cancellationToken: Cancellation);
        Assert.Equal(TicketFormat.Write(Ticket), message.Value.Body.ToString());
    }

    [Fact]
    public async Task Receive_WrittenByTheFunctionsExtension_IsDecoded()
    {
        var client = ExtensionClient(_name);
        await client.CreateAsync(cancellationToken: Cancellation);
        await client.SendMessageAsync("höhe", Cancellation);

        Assert.Equal("höhe", Assert.Single(await Queue.ReceiveAsync(1, Lease, Cancellation)).Text);
    }

    [Fact]
    public async Task Poison_OfAMessageThatIsNotBase64_KeepsItsRawText()
    {
        var raw = new QueueClient(azurite.ConnectionString, _name);
        await raw.CreateAsync(cancellationToken: Cancellation);
        await raw.SendMessageAsync("not base64!", Cancellation);
        var message = Assert.Single(await Queue.ReceiveAsync(1, Lease, Cancellation));
        Assert.Null(message.Text);

        await Queue.PoisonAsync(message, Cancellation);

        Assert.Equal(0, await Queue.CountAsync(Cancellation));
        var poison = new QueueClient(azurite.ConnectionString, _name + "-poison");
        Assert.Equal("not base64!", (await poison.ReceiveMessageAsync(cancellationToken: Cancellation)).Value.Body.ToString());
    }

    [Fact]
    public async Task Receive_AfterTheLeaseIsOver_DeliversAgainAndTheFirstReceiverHasLostIt()
    {
        await Queue.EnqueueAsync(Ticket, TimeSpan.Zero, Cancellation);
        var first = Assert.Single(await Queue.ReceiveAsync(1, Moment, Cancellation));

        var second = await ReceiveOneAsync();

        Assert.Equal(first.Id, second.Id);
        Assert.Equal(2, second.DequeueCount);
        Assert.False(await Queue.RenewAsync(first, Lease, Cancellation));
        Assert.False(await Queue.DeleteAsync(first, Cancellation));
        Assert.True(await Queue.DeleteAsync(second, Cancellation));
        Assert.Equal(0, await Queue.CountAsync(Cancellation));
    }

    [Fact]
    public async Task Renew_BeforeTheLeaseIsOver_KeepsTheMessageAndItsReceiptGood()
    {
        await Queue.EnqueueAsync(Ticket, TimeSpan.Zero, Cancellation);
        var message = Assert.Single(await Queue.ReceiveAsync(1, Moment, Cancellation));

        Assert.True(await Queue.RenewAsync(message, Lease, Cancellation));
        Assert.True(await Queue.RenewAsync(message, Lease, Cancellation));

        await Task.Delay(Moment * 2, Cancellation);
        Assert.Empty(await Queue.ReceiveAsync(1, Lease, Cancellation));
        Assert.True(await Queue.DeleteAsync(message, Cancellation));
    }

    [Fact]
    public async Task Renew_WithNoTime_HandsTheMessageOverAtOnce()
    {
        await Queue.EnqueueAsync(Ticket, TimeSpan.Zero, Cancellation);
        var message = Assert.Single(await Queue.ReceiveAsync(1, Lease, Cancellation));

        Assert.True(await Queue.RenewAsync(message, TimeSpan.Zero, Cancellation));

        Assert.Equal(message.Id, (await ReceiveOneAsync()).Id);
    }

    [Fact]
    public async Task Enqueue_WithADelay_IsInvisibleUntilThenAndCounted()
    {
        await Queue.EnqueueAsync(Ticket, Moment, Cancellation);

        Assert.Empty(await Queue.ReceiveAsync(1, Lease, Cancellation));
        Assert.Equal(1, await Queue.CountAsync(Cancellation));
        Assert.Equal(Ticket, TicketFormat.Read((await ReceiveOneAsync()).Text!));
    }

    [Fact]
    public async Task WaitForEnqueue_WhenThisProcessEnqueues_ReturnsAtOnce()
    {
        var waiting = Queue.WaitForEnqueueAsync(Timeout.InfiniteTimeSpan, Cancellation);
        Assert.False(waiting.IsCompleted);

        await Queue.EnqueueAsync(Ticket, TimeSpan.Zero, Cancellation);

        await waiting;
    }

    // Redelivery is a matter of the service's clock: asked for until it is there.
    private async Task<QueueDelivery> ReceiveOneAsync()
    {
        while (true)
        {
            if (await Queue.ReceiveAsync(1, Lease, Cancellation) is [var message])
            {
                return message;
            }

            await Task.Delay(50, Cancellation);
        }
    }

    private QueueClient ExtensionClient(string name) =>
        new(azurite.ConnectionString, name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
}
