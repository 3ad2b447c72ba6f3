namespace Odagrun.Functions.Definitions;

/// <summary>A function that a queue triggers.</summary>
internal sealed record QueueDefinition(string Name, string Queue) : FunctionDefinition(Name)
{
    /// <summary>What the invocation's data is called.</summary>
    public const string Binding = "ticket";

    /// <summary>The setting that holds the storage account's connection string.</summary>
    public const string Connection = "AzureWebJobsStorage";
}
