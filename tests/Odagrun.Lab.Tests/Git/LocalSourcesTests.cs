using Odagrun.Lab.Git;
using Odagrun.Lab.Running;
using Odagrun.Stack;

namespace Odagrun.Lab.Tests.Git;

public sealed class LocalSourcesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Copy_WithUncommittedChanges_TakesThemAlongAndLeavesTheRepositoryAlone()
    {
        using var work = await RepositoryAsync();
        await File.WriteAllTextAsync(work.File("mine", "a.txt"), "changed", Token);
        await File.WriteAllTextAsync(work.File("mine", "new.txt"), "new", Token);
        await File.WriteAllTextAsync(work.File("mine", "ignored.o"), "object", Token);
        var before = await StateAsync(work);

        var (repository, count) = await CopyAsync(work, withUncommitted: true);

        Assert.Equal(2, count);
        Assert.Equal("changed", await repository.FileAsync("refs/heads/trunk", "a.txt", Token));
        Assert.Equal([".gitignore", "a.txt", "new.txt"], await repository.FilesAsync("refs/heads/trunk", Token));
        Assert.Equal(before, await StateAsync(work));
    }

    [Fact]
    public async Task Copy_OfTheCommittedState_LeavesChangesOut()
    {
        using var work = await RepositoryAsync();
        await File.WriteAllTextAsync(work.File("mine", "a.txt"), "changed", Token);
        var (repository, count) = await CopyAsync(work, withUncommitted: false);
        Assert.Equal(0, count);
        Assert.Equal("committed", await repository.FileAsync("refs/heads/trunk", "a.txt", Token));
    }

    [Fact]
    public async Task Copy_OfAShallowRepositoryWithADetachedHead_TakesItAsMain()
    {
        using var work = await RepositoryAsync();
        await GitCommand.RunAsync(work.Path, Token, "clone", "--quiet", "--depth", "1", "file://" + work.File("mine"), "shallow");
        await GitCommand.RunAsync(work.File("shallow"), Token, "checkout", "--quiet", "--detach");
        var sources = await LocalSources.FindAsync(work.File("shallow"), Token);
        Assert.Equal(("shallow", "main"), (sources.Name, sources.Branch));
        var repository = new BareRepository(work.File("bare.git"));
        await repository.CreateAsync("main", Token);
        await sources.CopyAsync(repository, withUncommitted: false, Token);
        Assert.Equal("committed", await repository.FileAsync("refs/heads/main", "a.txt", Token));
    }

    [Fact]
    public async Task Find_OutsideOfARepository_SaysSo()
    {
        using var work = WorkDirectory.Create("lab-sources");
        var error = await Assert.ThrowsAsync<GitException>(() => LocalSources.FindAsync(work.Path, Token));
        Assert.Contains("is in no git repository", error.Message, StringComparison.Ordinal);
        await GitCommand.RunAsync(work.Path, Token, "init", "--quiet");
        error = await Assert.ThrowsAsync<GitException>(() => LocalSources.FindAsync(work.Path, Token));
        Assert.Contains("has no commit yet", error.Message, StringComparison.Ordinal);
    }

    private static async Task<(BareRepository Repository, int Count)> CopyAsync(WorkDirectory work, bool withUncommitted)
    {
        var repository = new BareRepository(work.File("bare.git"));
        await repository.CreateAsync("main", Token);
        var sources = await LocalSources.FindAsync(work.File("mine"), Token);
        return (repository, await sources.CopyAsync(repository, withUncommitted, Token));
    }

    private static async Task<string> StateAsync(WorkDirectory work) =>
        await GitCommand.RunAsync(work.File("mine"), Token, "count-objects", "-v")
            + await GitCommand.RunAsync(work.File("mine"), Token, "status", "--porcelain");

    private static async Task<WorkDirectory> RepositoryAsync()
    {
        var work = WorkDirectory.Create("lab-sources");
        var directory = Directory.CreateDirectory(work.File("mine")).FullName;
        await GitCommand.RunAsync(directory, Token, "init", "--quiet", "--initial-branch=trunk");
        await File.WriteAllTextAsync(Path.Combine(directory, "a.txt"), "committed", Token);
        await File.WriteAllTextAsync(Path.Combine(directory, ".gitignore"), "*.o\n", Token);
        await GitCommand.RunAsync(directory, Token, "add", ".");
        foreach (var message in (string[])["one", "two"])
        {
            await GitCommand.RunAsync(directory, Token, "-c", "user.name=T", "-c", "user.email=t@example.invalid", "commit", "--quiet",
                "--allow-empty", "-m", message);
        }

        return work;
    }
}
