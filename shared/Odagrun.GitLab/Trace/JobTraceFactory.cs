using Microsoft.Extensions.Logging;
using Odagrun.GitLab.Api;
using Odagrun.Masking;

namespace Odagrun.GitLab.Trace;

/// <inheritdoc cref="IJobTraceFactory"/>
internal sealed class JobTraceFactory(IRunnerApi api, TimeProvider time, ILogger logger) : IJobTraceFactory
{
    public IJobTrace Open(JobTraceOptions options, ISecretMasker masker) => new JobTrace(api, options, masker, time, logger);
}
