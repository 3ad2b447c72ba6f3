using Odagrun.Executor.Archives.Globs;
using Odagrun.Executor.Git;

namespace Odagrun.Executor.Archives.Collecting;

/// <inheritdoc/>
internal sealed class FileCollector(IGitInspector git) : IFileCollector
{
    public FileSelection Collect(FileQuery query, CancellationToken cancellationToken)
    {
        var messages = new List<SelectionMessage>();
        var basket = new FileBasket(query.ProjectDirectory, ReadExcludes(query, messages));
        foreach (var path in query.Paths)
        {
            CollectPath(query.ProjectDirectory, path, basket, messages, cancellationToken);
        }

        if (query.Untracked)
        {
            CollectUntracked(query.ProjectDirectory, basket, messages, cancellationToken);
        }

        AddNotes(basket, messages);
        return new(basket.Sorted(), messages);
    }

    private static List<Glob> ReadExcludes(FileQuery query, List<SelectionMessage> messages)
    {
        var globs = new List<Glob>();
        foreach (var text in query.Exclude)
        {
            if (ProjectPath.Relative(query.ProjectDirectory, text) is { } relative && Parse(text, relative, messages) is { } glob)
            {
                globs.Add(glob);
            }
        }

        return globs;
    }

    private static void CollectPath(
        string project, string path, FileBasket basket, List<SelectionMessage> messages, CancellationToken cancellationToken)
    {
        if (ProjectPath.Relative(project, path) is not { } relative)
        {
            messages.Add(new($"{path}: is not below the project directory ({project}); left out", true));
            return;
        }

        if (Parse(path, relative, messages) is not { } glob)
        {
            return;
        }

        var before = basket.Seen;
        var excluded = basket.Excluded;
        foreach (var match in new GlobWalker(project, cancellationToken).Find(glob))
        {
            basket.AddTree(match, cancellationToken);
        }

        if (basket.Seen > before)
        {
            messages.Add(new($"{path}: found {basket.Seen - before} matching artifact files and directories", false));
        }
        else if (basket.Excluded == excluded)
        {
            messages.Add(
                new($"{path}: no matching files. Ensure that the artifact path is relative to the working directory ({project})", true));
        }
    }

    private void CollectUntracked(string project, FileBasket basket, List<SelectionMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            var before = basket.Seen;
            foreach (var path in git.ListUntracked(project, cancellationToken))
            {
                basket.Add(path);
            }

            messages.Add(basket.Seen > before
                ? new($"untracked: found {basket.Seen - before} files", false)
                : new("untracked: no files", false));
        }
        catch (IOException e)
        {
            messages.Add(new($"untracked: {e.Message}", true));
        }
    }

    private static void AddNotes(FileBasket basket, List<SelectionMessage> messages)
    {
        foreach (var (rule, count) in basket.ExcludedBy)
        {
            messages.Add(new($"{rule}: excluded {count} files", false));
        }

        messages.AddRange(basket.Problems.Select(problem => new SelectionMessage(problem, true)));
        if (basket.HoldsGit)
        {
            messages.Add(new("Part of .git directory is on the list of files to archive. This may introduce unexpected problems", true));
        }
    }

    private static Glob? Parse(string text, string relative, List<SelectionMessage> messages)
    {
        try
        {
            return Glob.Parse(relative);
        }
        catch (FormatException e)
        {
            messages.Add(new($"{text}: {e.Message}", true));
            return null;
        }
    }
}
