using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Odagrun.Executor.Commands;
using Odagrun.Executor.Commands.Calling;
using Odagrun.Executor.Control;
using Odagrun.Executor.Jobs;
using Odagrun.Executor.Tests.Commands.Calling;
using Odagrun.Executor.Variables;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Payload;
using Odagrun.Handover;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Stack;
using Odagrun.Stack.Services;

namespace Odagrun.Executor.Tests.Control;

/// <summary>The first process' side of a job and commands that ask it, in one process, beside a registry whose login only it has.</summary>
internal sealed class ControlScene : IAsyncDisposable
{
    // htpasswd -Bbn ada correct-horse
    private const string Htpasswd = "ada:$2y$04$bs9eLTzH4j59A/SYDjQRe.BpCZtXdFI2CA9xXBfFGfzFoFWaAiw72";

    private readonly WorkDirectory _directory;
    private readonly ControlServer _control;
    private readonly ServiceProvider _services = new ServiceCollection().AddRegistryClient().BuildServiceProvider();

    private ControlScene(WorkDirectory directory, DockerRegistry registry, long job, string? gitLabImage)
    {
        (_directory, Server) = (directory, registry);
        _control = ControlServer.Start(directory.Path, new ControlService(Session(registry, job, gitLabImage), Access(registry)));
        Variables[ControlSocket.Variable] = _control.Path;
        Variables["CI_PROJECT_PATH"] = "faked/path";
    }

    internal DockerRegistry Server { get; }

    internal Dictionary<string, string> Variables { get; } = [];

    internal string Directory => _directory.Path;

    internal string ControlPath => _control.Path;

    internal IRegistryClient Registry => _services.GetRequiredService<IRegistryClient>();

    internal RegistryCredentials Login => new([new RegistryLogin(Server.Host, "ada", "correct-horse")]);

    /// <summary>Makes one; with <paramref name="tokens"/> the registry wants theirs in place of a password.</summary>
    internal static async Task<ControlScene> CreateAsync(TokenAuthentication? tokens = null, long job = 42, string? gitLabImage = null)
    {
        var directory = WorkDirectory.Create("control");
        await File.WriteAllTextAsync(directory.File("htpasswd"), Htpasswd);
        System.IO.Directory.CreateDirectory(directory.File("rootfs", "etc"));
        await File.WriteAllTextAsync(directory.File("rootfs", "etc", "motd"), "made in a job\n");
        var options = tokens is null
            ? new DockerRegistryOptions { HtpasswdPath = directory.File("htpasswd") }
            : new DockerRegistryOptions { Token = tokens };
        return new ControlScene(
            directory, await DockerRegistry.StartAsync(options, TestContext.Current.CancellationToken), job, gitLabImage);
    }

    internal ImageReference Own(string tag) => ImageReference.Parse($"{Server.Host}/odagrun/projects/group/app:{tag}");

    /// <summary>Runs a command as a script would; R stands for the registry.</summary>
    internal Task<CommandRun> RunAsync(Func<CommandConsole, IExecutorCommand> command, params string[] arguments) =>
        CommandRun.OfAsync(command, Variables, Directory,
            [.. arguments.Select(argument => argument.Replace("$R", Server.Host, StringComparison.Ordinal))]);

    public async ValueTask DisposeAsync()
    {
        await _control.DisposeAsync();
        await Server.DisposeAsync();
        await _services.DisposeAsync();
        _directory.Dispose();
    }

    private static EnvelopeRegistry Access(DockerRegistry registry) => new()
    {
        Host = registry.Host,
        Repository = "odagrun",
        ProjectsRepository = "odagrun/projects",
        ProjectRepository = "odagrun/projects/group/app",
        Logins = [new EnvelopeLogin { Registry = registry.Host, Username = "ada", Password = "correct-horse", IsOfRunner = true }],
    };

    private JobSession Session(DockerRegistry registry, long job, string? gitLabImage)
    {
        var payload = new JobPayload
        {
            Id = job,
            JobInfo = new JobInfo { Name = "build", ProjectFullPath = "group/app" },
            GitInfo = new GitInfo { Sha = "abc", Ref = "main", RefType = "branch" },
        };
        using var json = JsonDocument.Parse("{}");
        var envelope = new ExecutorEnvelope
        {
            GitLabUrl = new Uri("https://gitlab.test"),
            Runner = new EnvelopeRunner { Name = "r", ShortToken = "t", SystemId = "s" },
            Image = new EnvelopeImage { Requested = "debian:12", Composed = "c" },
            Registry = Access(registry),
            Payload = json.RootElement.Clone(),
        };
        var variables = new VariableSet();
        variables.Set("CI_COMMIT_TIMESTAMP", "2026-01-02T03:04:05+00:00");
        if (gitLabImage is not null)
        {
            variables.Set("CI_REGISTRY_IMAGE", gitLabImage);
        }

        variables.Set("CI_JOB_STARTED_AT", $"2026-01-03T00:00:{job % 60:00}Z");
        var request = new JobRequest(envelope, payload, new JobAccess(new Uri("https://gitlab.test"), job, "token"));
        return new JobSession(request, new JobDirectories(Directory, Directory), variables, null!, new JobProgress());
    }
}
