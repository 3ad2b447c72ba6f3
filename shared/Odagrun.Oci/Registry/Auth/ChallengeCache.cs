using System.Collections.Concurrent;

namespace Odagrun.Oci.Registry.Auth;

/// <summary>What each registry asked for last, so that the next request brings it at once.</summary>
internal sealed class ChallengeCache
{
    private const int MaxRegistries = 1000;

    private readonly ConcurrentDictionary<string, Challenge> _byRegistry = new(StringComparer.OrdinalIgnoreCase);

    public Challenge? Find(string registry) => _byRegistry.GetValueOrDefault(registry);

    public void Remember(string registry, Challenge challenge)
    {
        // The names come from users' jobs: the number of them must not grow for ever.
        if (_byRegistry.Count >= MaxRegistries)
        {
            _byRegistry.Clear();
        }

        _byRegistry[registry] = challenge;
    }
}
