using System.Net;

namespace Odagrun.Stack.Services;

/// <summary>How a registry is started.</summary>
public sealed record DockerRegistryOptions
{
    /// <summary>Where it listens; pods, for example, do not reach loopback.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>A fixed port; null: any free one.</summary>
    public int? Port { get; init; }

    /// <summary>Takes no pushes (maintenance mode).</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Path of an htpasswd file (bcrypt): basic authentication.</summary>
    public string? HtpasswdPath { get; init; }

    /// <summary>Bearer authentication by a token server.</summary>
    public TokenAuthentication? Token { get; init; }

    /// <summary>Where it keeps its data, which stays there; null: a directory of its own.</summary>
    public string? DataDirectory { get; init; }
}
