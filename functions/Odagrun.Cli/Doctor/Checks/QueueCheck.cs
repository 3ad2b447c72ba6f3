using Azure;
using Azure.Core;
using Azure.Storage.Queues;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Settings;

namespace Odagrun.Cli.Doctor.Checks;

/// <summary>Whether the storage account answers, and each queue is there; poisoned tickets are told.</summary>
internal sealed class QueueCheck(QueuesOptions options, bool create) : ICheck
{
    private readonly QueueServiceClient _service = QueueServices.Open(options, new QueueClientOptions
    {
        Retry =
        {
            Mode = RetryMode.Fixed,
            MaxRetries = 1,
            Delay = TimeSpan.FromMilliseconds(200),
            NetworkTimeout = TimeSpan.FromSeconds(20),
        },
        Diagnostics = { IsLoggingEnabled = false, IsDistributedTracingEnabled = false },
    });

    public string Name => "queue";

    public string Subject => options.Connection;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var name in (string[])[QueueNames.Prepare, QueueNames.Start, QueueNames.Follow])
        {
            try
            {
                findings.Add(await OneAsync(name, cancellationToken));
                if (await CountAsync(QueueNames.PoisonOf(name), cancellationToken) is > 0 and var poisoned)
                {
                    findings.Add(Finding.Warning(Name, QueueNames.PoisonOf(name), $"{poisoned} tickets failed too often and were set aside",
                        "the logs of that time say why; their jobs were ended with a reason, so the messages can be deleted"));
                }
            }
            catch (Exception e) when (e is RequestFailedException or AggregateException)
            {
                findings.Add(Refused(e));
                break;
            }
        }

        if (options.ConnectionString.Contains("UseDevelopmentStorage", StringComparison.OrdinalIgnoreCase))
        {
            findings.Add(Finding.Warning(Name, Subject, "the connection string is UseDevelopmentStorage=true, which KEDA does not read",
                "write its long form: DefaultEndpointsProtocol=…;AccountName=…;AccountKey=…;QueueEndpoint=…"));
        }

        return findings;
    }

    private async Task<Finding> OneAsync(string name, CancellationToken cancellationToken)
    {
        if (await CountAsync(name, cancellationToken) is { } count)
        {
            return Finding.Ok(Name, name, $"there, {count} tickets");
        }

        if (!create)
        {
            return Finding.Warning(Name, name, "the queue is not there: KEDA can't count it, and says so until the first job has made it",
                "odagrun doctor --create-queues");
        }

        await _service.GetQueueClient(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        return Finding.Ok(Name, name, "made");
    }

    private async Task<int?> CountAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _service.GetQueueClient(name).GetPropertiesAsync(cancellationToken);
            return answer.Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    // The client's own texts run over several lines, with headers.
    private Finding Refused(Exception e)
    {
        var cause = (e as AggregateException)?.InnerException ?? e;
        var text = cause.Message.Split('\n')[0].Trim();
        return cause is RequestFailedException { Status: 401 or 403 }
            ? Finding.Problem(Name, Subject, $"the storage account refuses the key: {text}",
                $"copy the connection string anew into {options.Connection}; a clock that is 15 minutes off is refused too")
            : Finding.Problem(
                Name, Subject, $"the storage account does not answer: {text}",
                $"check the endpoint in {options.Connection}, and that Azurite or the account can be reached from here (in the cluster a NetworkPolicy decides)");
    }
}
