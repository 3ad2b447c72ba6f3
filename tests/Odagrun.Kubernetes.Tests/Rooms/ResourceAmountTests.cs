using System.Numerics;
using Odagrun.Kubernetes.Rooms;

namespace Odagrun.Kubernetes.Tests.Rooms;

public sealed class ResourceAmountTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("1", "1000000000")]
    [InlineData("+1", "1000000000")]
    [InlineData("-1", "-1000000000")]
    [InlineData("1n", "1")]
    [InlineData("1u", "1000")]
    [InlineData("1m", "1000000")]
    [InlineData("0.5", "500000000")]
    [InlineData(".5", "500000000")]
    [InlineData("5.", "5000000000")]
    [InlineData("1k", "1000000000000")]
    [InlineData("1M", "1000000000000000")]
    [InlineData("1G", "1000000000000000000")]
    [InlineData("1T", "1000000000000000000000")]
    [InlineData("1P", "1000000000000000000000000")]
    [InlineData("1E", "1000000000000000000000000000")]
    [InlineData("1Ki", "1024000000000")]
    [InlineData("1Mi", "1048576000000000")]
    [InlineData("1Gi", "1073741824000000000")]
    [InlineData("1Ti", "1099511627776000000000")]
    [InlineData("1Pi", "1125899906842624000000000")]
    [InlineData("1Ei", "1152921504606846976000000000")]
    [InlineData("1.5Gi", "1610612736000000000")]
    [InlineData("1e3", "1000000000000")]
    [InlineData("1E3", "1000000000000")]
    [InlineData("12e-3", "12000000")]
    [InlineData("1e+2", "100000000000")]
    [InlineData("9223372036854775807", "9223372036854775807000000000")]
    [InlineData("0.1n", "1")]
    [InlineData("1e-12", "1")]
    [InlineData("1.0000000001", "1000000001")]
    public void TryParse_AQuantity_IsExactAndRoundedUp(string text, string nanos) =>
        Assert.Equal(
            BigInteger.Parse(nanos, System.Globalization.CultureInfo.InvariantCulture), ResourceAmount.TryParse(text)!.Value.Nanos);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("m")]
    [InlineData("1 Gi")]
    [InlineData("1gi")]
    [InlineData("1KI")]
    [InlineData("1e")]
    [InlineData("1e999")]
    [InlineData("0x1")]
    [InlineData("1,5")]
    public void TryParse_SomethingElse_IsNull(string? text) => Assert.Null(ResourceAmount.TryParse(text));

    [Theory]
    [InlineData("requests.cpu", "500m", "500m")]
    [InlineData("cpu", "3800m", "3.8")]
    [InlineData("cpu", "4", "4")]
    [InlineData("cpu", "0", "0")]
    [InlineData("cpu", "1n", "1m")]
    [InlineData("limits.memory", "2Gi", "2Gi")]
    [InlineData("memory", "1536Mi", "1536Mi")]
    [InlineData("memory", "1G", "1000000000")]
    [InlineData("memory", "0", "0")]
    [InlineData("requests.storage", "1024Ki", "1Mi")]
    [InlineData("pods", "12", "12")]
    public void Describe_ForPeople_IsShortAndTrue(string resource, string text, string expected) =>
        Assert.Equal(expected, ResourceAmount.TryParse(text)!.Value.Describe(resource));
}
