using System.Security.Cryptography;
using System.Text;
using Odagrun.Oci.Registry.Http;

namespace Odagrun.Oci.Registry.Auth;

/// <summary>Tokens until shortly before they expire.</summary>
internal sealed class TokenCache(TimeProvider clock)
{
    private const int MaxTokens = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<TokenKey, (string Token, DateTimeOffset Until)> _tokens = [];

    public static TokenKey KeyOf(RegistryAccess access) =>
        new(access.Registry, Hash(access.Login), string.Join(' ', access.Scopes.Order(StringComparer.Ordinal)));

    public string? Find(TokenKey key)
    {
        lock (_lock)
        {
            return _tokens.TryGetValue(key, out var entry) && entry.Until > clock.GetUtcNow() ? entry.Token : null;
        }
    }

    public void Remember(TokenKey key, string token, TimeSpan lifetime)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (_tokens.Count >= MaxTokens)
            {
                foreach (var expired in _tokens.Where(entry => entry.Value.Until <= now).Select(entry => entry.Key).ToList())
                {
                    _tokens.Remove(expired);
                }

                if (_tokens.Count >= MaxTokens)
                {
                    _tokens.Clear();
                }
            }

            // A token that dies on the way costs a refused request: leave a tenth of its time unused.
            _tokens[key] = (token, now + (lifetime * 0.9));
        }
    }

    public void Forget(TokenKey key)
    {
        lock (_lock)
        {
            _tokens.Remove(key);
        }
    }

    private static string Hash(RegistryLogin? login) =>
        login is null ? "" : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{login.Username}\n{login.Password}")));
}
