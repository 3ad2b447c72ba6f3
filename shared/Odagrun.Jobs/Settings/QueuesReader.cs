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
        var address = string.IsNullOrEmpty(text) ? ServiceUri(reader, connection, root.GetSection(connection)) : null;
        if (string.IsNullOrEmpty(text))
        {
            if (address is null)
            {
                reader.Error(
                    "Connection", $"is '{connection}', and the setting {connection} is empty",
                    $"set {connection} to the storage account's connection string, or {connection}__accountName where the pod has a workload identity");
            }
        }
        else if (Problem(text) is { } problem)
        {
            reader.Error("Connection", $"is '{connection}', and the setting {connection} is no connection string", problem);
        }

        var options = new QueuesOptions
        {
            Connection = connection,
            ConnectionString = text ?? "",
            ServiceUri = address,
            PrepareConcurrency = reader.Number("PrepareConcurrency", 8, 1, 1000),
            StartConcurrency = reader.Number("StartConcurrency", 8, 1, 1000),
            FollowConcurrency = reader.Number("FollowConcurrency", 256, 1, 10_000),
            Lease = reader.Duration("Lease", TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(2), TimeSpan.FromDays(1)),
        };
        reader.RefuseUnknown();
        return options;
    }

    // Without a key: the Functions runtime's own names for the same.
    private static Uri? ServiceUri(SettingsReader reader, string connection, IConfigurationSection section)
    {
        if (section["queueServiceUri"] is { Length: > 0 } text)
        {
            if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps)
            {
                return address;
            }

            reader.Error("Connection", $"is '{connection}', and {connection}__queueServiceUri is '{text}'",
                "give an https address, for example https://account.queue.core.windows.net");
        }

        if (section["accountName"] is not { Length: > 0 } account)
        {
            return null;
        }

        if (account.All(char.IsAsciiLetterOrDigit))
        {
            return new Uri($"https://{account.ToLowerInvariant()}.queue.core.windows.net");
        }

        reader.Error("Connection", $"is '{connection}', and {connection}__accountName is '{account}'",
            "give the account's name alone: lower case letters and digits");
        return null;
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
