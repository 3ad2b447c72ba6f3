using System.Security.Cryptography;

namespace Odagrun.Handover.Tests;

public sealed class JobKeyTests
{
    [Fact]
    public void Parse_OwnText_OpensTheSameData()
    {
        var key = JobKey.Create();

        var plain = PayloadSeal.Open(PayloadSeal.Seal("x"u8, key, "job"), JobKey.Parse(key.ToBase64()), "job");

        Assert.Equal("x"u8.ToArray(), plain);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("QUJD")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    public void Parse_NoKey_IsRefusedWithoutShowingIt(string text)
    {
        var error = Assert.Throws<FormatException>(() => JobKey.Parse(text));

        Assert.True(text.Length == 0 || !error.Message.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void Derive_Twice_OpensItsOwnDataAndNotTheJobs()
    {
        var key = JobKey.Create();
        var sealedByJob = PayloadSeal.Seal("x"u8, key, "job");
        var sealedByService = PayloadSeal.Seal("y"u8, key.Derive("service-0"), "job");

        Assert.Equal("y"u8.ToArray(), PayloadSeal.Open(sealedByService, key.Derive("service-0"), "job"));
        Assert.Throws<AuthenticationTagMismatchException>(() => PayloadSeal.Open(sealedByJob, key.Derive("service-0"), "job"));
        Assert.Throws<AuthenticationTagMismatchException>(() => PayloadSeal.Open(sealedByService, key.Derive("service-1"), "job"));
    }

    [Fact]
    public void ToString_Key_HidesIt() => Assert.Equal("[MASKED]", JobKey.Create().ToString());
}
