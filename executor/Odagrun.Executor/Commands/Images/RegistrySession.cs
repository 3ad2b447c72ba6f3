using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Odagrun.Executor.Commands.Calling;
using Odagrun.Executor.Control;
using Odagrun.Oci.Building;
using Odagrun.Oci.Copying;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Oci.Relaying;

namespace Odagrun.Executor.Commands.Images;

/// <summary>
/// A command's access to registries: inside a job by way of the first process, which has the logins and knows what is allowed; elsewhere
/// (on a developer's machine) directly, with the logins of DOCKER_AUTH_CONFIG.
/// </summary>
internal sealed class RegistrySession : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<RegistryLogin> _logins;

    private ControlClient? _control;

    private RegistrySession(ServiceProvider services, JobFacts? facts, DateTimeOffset created, IEnumerable<RegistryLogin> logins)
    {
        (_services, Facts, Created) = (services, facts, created);
        _logins = [.. logins];
    }

    /// <summary>What is known of the job; null outside of one.</summary>
    internal JobFacts? Facts { get; }

    /// <summary>When an image is made: SOURCE_DATE_EPOCH, else the commit's time, else 1970.</summary>
    internal DateTimeOffset Created { get; }

    internal IRegistryClient Registry => _services.GetRequiredService<IRegistryClient>();

    internal IImageBuilder Builder => _services.GetRequiredService<IImageBuilder>();

    internal IImageCopier Copier => _services.GetRequiredService<IImageCopier>();

    internal ITagRemoval Removal => _services.GetRequiredService<ITagRemoval>();

    internal RegistryCredentials Credentials => new(_logins);

    /// <summary>Opens it; <paramref name="reference"/> is the tag that will be pushed, where one will.</summary>
    internal static async Task<RegistrySession> OpenAsync(CommandConsole console, string? reference, CancellationToken cancellationToken)
    {
        var epoch = SourceDate(console);
        if (console.Variable(ControlSocket.Variable) is not { Length: > 0 } path)
        {
            var text = console.Variable("DOCKER_AUTH_CONFIG");
            var services = new ServiceCollection().AddRegistryClient().AddImageWork().BuildServiceProvider();
            var created = DateTimeOffset.FromUnixTimeSeconds(epoch ?? 0);
            return new RegistrySession(services, null, created, string.IsNullOrWhiteSpace(text) ? [] : DockerAuthConfig.Parse(text));
        }

        var control = new ControlClient(path);
        var facts = await control.FactsAsync(new FactsQuery { Reference = reference, Created = epoch }, cancellationToken);
        var relayed = new ServiceCollection()
            .AddRelayedRegistryClient(control.ConnectToRegistryAsync, options => options.InsecureRegistries = [.. facts.Insecure])
            .AddImageWork()
            .BuildServiceProvider();

        // Names without passwords: messages say who was refused.
        var users = facts.Users.Select(user => new RegistryLogin(user.Key, user.Value, ""));
        return new RegistrySession(
            relayed, facts, DateTimeOffset.FromUnixTimeSeconds(epoch ?? facts.Committed ?? 0), users)
        { _control = control };
    }

    /// <summary>Asks the first process to do something with an image stream; null outside of a job.</summary>
    internal async Task<StreamAnswer?> AskStreamAsync(StreamQuery query, CancellationToken cancellationToken) =>
        _control is null ? null : await _control.StreamAsync(query, cancellationToken);

    /// <summary>A login given with the command goes before all others of its registry.</summary>
    internal void Use(ImageReference image, string? credentials)
    {
        if (credentials is null)
        {
            return;
        }

        var bytes = new byte[credentials.Length];
        if (!Convert.TryFromBase64String(credentials.Trim(), bytes, out var length)
            || Encoding.UTF8.GetString(bytes, 0, length).TrimEnd('\n').Split(':', 2) is not [{ Length: > 0 } user, var password])
        {
            throw new CommandException(
                "--credentials is not the base64 form of user:password; make it with: printf %s 'user:password' | base64", ExitCode.Usage);
        }

        _logins.Insert(0, new RegistryLogin(image.Registry, user, password));
    }

    public void Dispose() => _services.Dispose();

    // reproducible-builds.org: seconds since 1970.
    private static long? SourceDate(CommandConsole console) => console.Variable("SOURCE_DATE_EPOCH") switch
    {
        null or "" => null,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800 =>
            seconds,
        var text =>
            throw new CommandException($"SOURCE_DATE_EPOCH is '{text}'; set it to seconds since 1970, or not at all", ExitCode.Usage),
    };
}
