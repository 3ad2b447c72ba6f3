using System.Globalization;
using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Tests.Settings;

public sealed class AmountTests
{
    [Theory]
    [InlineData("1", "1000")]
    [InlineData("500m", "500")]
    [InlineData("1.5", "1500")]
    [InlineData("0.1", "100")]
    [InlineData(".5", "500")]
    [InlineData("1Ki", "1024000")]
    [InlineData("1.5Gi", "1610612736000")]
    [InlineData("2k", "2000000")]
    [InlineData("1e3", "1000000")]
    [InlineData("1E", "1000000000000000000000")]
    [InlineData("1Ei", "1152921504606846976000")]
    [InlineData("0.0001", "1")]
    public void TryParse_Quantity_IsExact(string text, string millis)
    {
        var amount = Amount.TryParse(text);

        Assert.Equal(millis, amount?.Millis.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(text, amount.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("lots")]
    [InlineData("1 Gi")]
    [InlineData("1gi")]
    [InlineData("1.2.3")]
    [InlineData("1e99")]
    [InlineData("1e3Mi")]
    [InlineData("Mi")]
    public void TryParse_AnythingElse_IsNull(string text) => Assert.Null(Amount.TryParse(text));

    [Fact]
    public void Amounts_WrittenDifferently_AreTheSame()
    {
        Assert.Equal(Amount.TryParse("1024Mi"), Amount.TryParse("1Gi"));
        Assert.True(Amount.TryParse("1G") < Amount.TryParse("1Gi"));
    }
}
