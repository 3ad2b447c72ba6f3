using System.Security.Cryptography;
using System.Text;

namespace Odagrun.Handover.Tests;

public sealed class PayloadSealTests
{
    private readonly JobKey _key = JobKey.Create();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void Open_Sealed_GivesItBack(int size)
    {
        var plain = RandomNumberGenerator.GetBytes(size);

        Assert.Equal(plain, PayloadSeal.Open(PayloadSeal.Seal(plain, _key, "job-1"), _key, "job-1"));
    }

    [Fact]
    public void Seal_SameTwice_DiffersAndShowsNothing()
    {
        var plain = Encoding.UTF8.GetBytes("glcbt-token glcbt-token glcbt-token");

        var (first, second) = (PayloadSeal.Seal(plain, _key, "job-1"), PayloadSeal.Seal(plain, _key, "job-1"));

        Assert.NotEqual(first, second);
        Assert.DoesNotContain("glcbt", Encoding.Latin1.GetString(first), StringComparison.Ordinal);
    }

    [Fact]
    public void Seal_APayload_IsMuchShorter()
    {
        var plain = Encoding.UTF8.GetBytes(string.Concat(
            Enumerable.Range(0, 500).Select(number => $$"""{"key": "CI_VARIABLE_{{number}}", "value": "{{number}}", "public": true}""")));

        var bytes = PayloadSeal.Seal(plain, _key, "job-1");

        Assert.InRange(bytes.Length, 1, plain.Length / 4);
        Assert.Equal(plain, PayloadSeal.Open(bytes, _key, "job-1"));
    }

    [Fact]
    public void Open_NotDeflated_IsReadToo()
    {
        var bytes = PayloadSeal.Seal("short"u8, _key, "job-1");

        Assert.Equal("ODG1"u8.ToArray(), bytes[..4]);
        Assert.Equal("short"u8.ToArray(), PayloadSeal.Open(bytes, _key, "job-1"));
    }

    [Fact]
    public void Open_OneFormNamedTheOther_IsRefused()
    {
        var (plain, deflated) = (PayloadSeal.Seal("short"u8, _key, "job-1"), PayloadSeal.Seal(new byte[1000], _key, "job-1"));
        Assert.Equal("ODG2"u8.ToArray(), deflated[..4]);
        (plain[3], deflated[3]) = (deflated[3], plain[3]);

        Assert.ThrowsAny<CryptographicException>(() => PayloadSeal.Open(plain, _key, "job-1"));
        Assert.ThrowsAny<CryptographicException>(() => PayloadSeal.Open(deflated, _key, "job-1"));
    }

    [Fact]
    public void Open_AnyByteChanged_IsRefused()
    {
        var bytes = PayloadSeal.Seal("payload"u8, _key, "job-1");

        for (var index = 0; index < bytes.Length; index++)
        {
            var changed = bytes.ToArray();
            changed[index] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => PayloadSeal.Open(changed, _key, "job-1"));
        }
    }

    [Fact]
    public void Open_AnyLengthCutOff_IsRefused()
    {
        var bytes = PayloadSeal.Seal("payload"u8, _key, "job-1");

        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.ThrowsAny<CryptographicException>(() => PayloadSeal.Open(bytes.AsSpan(0, length), _key, "job-1"));
        }
    }

    [Theory]
    [InlineData("job-2")]
    [InlineData("")]
    [InlineData("job-1 ")]
    public void Open_AnotherJobsData_IsRefused(string jobName)
    {
        var bytes = PayloadSeal.Seal("payload"u8, _key, "job-1");

        Assert.ThrowsAny<CryptographicException>(() => PayloadSeal.Open(bytes, _key, jobName));
    }

    [Fact]
    public void Open_AnotherKey_IsRefused()
    {
        var bytes = PayloadSeal.Seal("payload"u8, _key, "job-1");

        Assert.ThrowsAny<CryptographicException>(() => PayloadSeal.Open(bytes, JobKey.Create(), "job-1"));
    }

    [Fact]
    public void Open_SomethingElse_NamesTheJobAndTheSize()
    {
        var error = Assert.ThrowsAny<CryptographicException>(() => PayloadSeal.Open("{\"id\": 1}"u8, _key, "job-1"));

        Assert.Contains("job-1", error.Message, StringComparison.Ordinal);
        Assert.Contains("9 bytes", error.Message, StringComparison.Ordinal);
    }
}
