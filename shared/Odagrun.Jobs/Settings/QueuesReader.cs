using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace Odagrun.Jobs.Settings;

/// <summary>Reads <c>Odagrun:Queues</c> and the connection string it names.</summary>
internal static class QueuesReader
{
    public static QueuesOptions Read(SettingsReader reader, IConfiguration root)
    {
        var connection = reader.Text("Connection", "AzureWebJobsStorage");
        var text = root[connection];
        if (string.IsNullOrEmpty(text))
        {
            reader.Error("Connection", $"is '{connection}', and the setting {connection} is empty", $"set {connection} to the storage account's connection string");
        }
        else if (Problem(text) is { } problem)
        {
            reader.Error("Connection", $"is '{connection}', and the setting {connection} is no connection string", problem);
        }

        var options = new QueuesOptions
        {
            Connection = connection,
            ConnectionString = text ?? "",
            PrepareConcurrency = reader.Number("PrepareConcurrency", 8, 1, 1000),
            StartConcurrency = reader.Number("StartConcurrency", 8, 1, 1000),
            FollowConcurrency = reader.Number("FollowConcurrency", 256, 1, 10_000),
            Lease = reader.Duration("Lease", TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(2), TimeSpan.FromDays(1)),
        };
        reader.RefuseUnknown();
        return options;
    }

    // The client's own message may quote what it read, the account key among it.
    private static string? Problem(string text)
    {
        try
        {
            _ = new QueueServiceClient(text);
            return null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            return "copy it whole: DefaultEndpointsProtocol=…;AccountName=…;AccountKey=…;QueueEndpoint=…";
        }
    }
}
