namespace Odagrun.Runc.Tests;

public sealed class RuncOptionsTests
{
    [Fact]
    public void Options_ManyWrong_AllAreToldWithKeyValueAndRemedy()
    {
        var options = new RuncOptions { Directory = "pods", Binary = "no-such-runc", Uid = 0, ParallelLayers = 0, CgroupParent = "../x" };

        var result = new RuncOptionsValidator().Validate(null, options);

        Assert.Collection(
            result.Failures!,
            failure => Assert.StartsWith("Odagrun:Runc:Directory is 'pods': name an absolute path", failure, StringComparison.Ordinal),
            failure => Assert.Equal(
                "Odagrun:Runc:Binary is 'no-such-runc': no such program; install Debian's package runc, or name its path", failure),
            failure => Assert.StartsWith("Odagrun:Runc:Uid is '0': ", failure, StringComparison.Ordinal),
            failure => Assert.StartsWith("Odagrun:Runc:CgroupParent is '../x': ", failure, StringComparison.Ordinal),
            failure => Assert.StartsWith("Odagrun:Runc:ParallelLayers is '0': ", failure, StringComparison.Ordinal));
    }
}
