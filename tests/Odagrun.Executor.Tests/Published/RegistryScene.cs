using Microsoft.Extensions.DependencyInjection;
using Odagrun.Handover;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Stack;
using Odagrun.Stack.Services;

namespace Odagrun.Executor.Tests.Published;

/// <summary>A job beside a registry that wants a login, which only the executor's first process has.</summary>
internal sealed class RegistryScene : IAsyncDisposable
{
    internal const string Password = "correct-horse";

    // htpasswd -Bbn ada correct-horse
    private const string Htpasswd = "ada:$2y$04$bs9eLTzH4j59A/SYDjQRe.BpCZtXdFI2CA9xXBfFGfzFoFWaAiw72";

    private readonly WorkDirectory _directory;
    private readonly ServiceProvider _services;

    private RegistryScene(JobScene scene, DockerRegistry registry, WorkDirectory directory)
    {
        (Scene, Server, _directory) = (scene, registry, directory);
        _services = new ServiceCollection().AddRegistryClient().BuildServiceProvider();
        scene.Job.Binds.Add(("/tree", directory.File("tree")));
        scene.Job.Envelope = envelope => envelope with
        {
            Registry = new EnvelopeRegistry
            {
                Host = registry.Host,
                Repository = "odagrun",
                ProjectsRepository = "odagrun/projects",
                ProjectRepository = "odagrun/projects/group/app",
                Logins = [new EnvelopeLogin { Registry = registry.Host, Username = "ada", Password = Password, IsOfRunner = true }],
            },
        };
    }

    internal JobScene Scene { get; }

    internal PodJob Job => Scene.Job;

    internal DockerRegistry Server { get; }

    internal IRegistryClient Registry => _services.GetRequiredService<IRegistryClient>();

    internal RegistryCredentials Login => new([new RegistryLogin(Server.Host, "ada", Password)]);

    /// <summary>A file that jobs see below /tree.</summary>
    internal string File(string name) => _directory.File("tree", name);

    /// <summary>The project's own image.</summary>
    internal ImageReference Own(string tag) => ImageReference.Parse($"{Server.Host}/odagrun/projects/group/app:{tag}");

    internal static async Task<RegistryScene> CreateAsync(ImageFamily family)
    {
        var directory = WorkDirectory.Create("registry-scene");
        Directory.CreateDirectory(directory.File("tree", "rootfs", "etc"));
        System.IO.File.SetUnixFileMode(directory.Path, (UnixFileMode)0x1ED);
        await System.IO.File.WriteAllTextAsync(directory.File("tree", "rootfs", "etc", "motd"), "made in a job\n");
        await System.IO.File.WriteAllTextAsync(directory.File("tree", "image.json"), """{"Cmd": ["/bin/hello"], "Env": ["A=1"]}""");
        await System.IO.File.WriteAllTextAsync(directory.File("htpasswd"), Htpasswd);
        var registry = await DockerRegistry.StartAsync(
            new DockerRegistryOptions { HtpasswdPath = directory.File("htpasswd") }, TestContext.Current.CancellationToken);
        return new RegistryScene(await JobScene.CreateAsync(family), registry, directory);
    }

    public async ValueTask DisposeAsync()
    {
        await Scene.DisposeAsync();
        await Server.DisposeAsync();
        await _services.DisposeAsync();
        _directory.Dispose();
    }
}
