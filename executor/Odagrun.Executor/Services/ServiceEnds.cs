using Odagrun.Handover;

namespace Odagrun.Executor.Services;

/// <summary>Tells the job's services that the job is done.</summary>
internal static class ServiceEnds
{
    internal static void Make(IReadOnlyList<EnvelopeService> services)
    {
        foreach (var path in services.Select(service => service.End).OfType<string>())
        {
            try
            {
                File.WriteAllBytes(path, []);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The pod's own end takes the service along, only later.
                Console.Error.WriteLine($"odagrun: a service is not told that the job is done: {e.Message}");
            }
        }
    }
}
