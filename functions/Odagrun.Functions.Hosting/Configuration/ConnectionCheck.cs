using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Definitions;
using Odagrun.Jobs.Settings;

namespace Odagrun.Functions.Hosting.Configuration;

/// <summary>A Functions host reads the queues of the account that the triggers name: tickets put elsewhere would never be seen.</summary>
internal static class ConnectionCheck
{
    public static void Run(IConfiguration configuration)
    {
        if (configuration[$"{QueuesOptions.Section}:Connection"] is { Length: > 0 } connection && connection != QueueDefinition.Connection)
        {
            throw new OptionsValidationException(QueuesOptions.Section, typeof(QueuesOptions),
                [$"{QueuesOptions.Section}:Connection is '{connection}': under a Functions host the triggers read {QueueDefinition.Connection}; set that one, and leave this out"]);
        }
    }
}
