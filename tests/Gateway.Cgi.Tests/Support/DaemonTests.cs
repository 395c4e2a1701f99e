namespace Gateway.Cgi.Tests.Support;

public sealed class DaemonTests
{
    [Fact]
    public void A_server_that_is_missing_is_a_failure_that_names_its_package() =>
        Should.Throw<InvalidOperationException>(() => Daemon.Start("some-package", "no-such-server")).Message
            .ShouldBe("no-such-server is not installed, and this test runs it: apt-get install --no-install-recommends some-package");
}
