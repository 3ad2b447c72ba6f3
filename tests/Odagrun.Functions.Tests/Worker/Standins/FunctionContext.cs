#pragma warning disable IDE0130 // stands in for the package's type, in its namespace
namespace Microsoft.Azure.Functions.Worker;

/// <summary>An invocation.</summary>
public abstract class FunctionContext
{
    /// <summary>What came with the trigger.</summary>
    public abstract BindingContext BindingContext { get; }
}
