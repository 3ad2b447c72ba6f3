using LibGit2Sharp;

namespace Odagrun.Executor.Git.Checkout;

/// <summary><c>git checkout --force --detach</c>.</summary>
internal static class TreeCheckout
{
    /// <summary>Brings the working tree to the commit and detaches HEAD at it.</summary>
    internal static void Run(GitFolder folder, string sha, CancellationToken cancellationToken)
    {
        using var repository = new Repository(folder.GitDirectory);
        var commit = repository.Lookup<Commit>(sha);
        var options = new CheckoutOptions
        {
            CheckoutModifiers = CheckoutModifiers.Force,
            CheckoutNotifyFlags = CheckoutNotifyFlags.Updated,
            OnCheckoutNotify = (_, _) => !cancellationToken.IsCancellationRequested,
        };
        try
        {
            LibGit2Sharp.Commands.Checkout(repository, commit.Tree, options, commit.Sha);
        }
        catch (UserCancelledException e)
        {
            throw new OperationCanceledException("the checkout was cancelled", e, cancellationToken);
        }
    }
}
